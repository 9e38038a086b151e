package dev.sluice.magics.render;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.StatementOutput;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.magics.syntax.UsageException;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes of everything that can go wrong what a cell fails with. */
public final class Failures {

    /** Lines of the details that a terminal shows. */
    private static final int DETAIL_LINES = 10;

    private Failures() {}

    /** Renders a transfer's failure: what, why and fix. The details go to the output, folded. */
    public static CellOutcome.Failed of(TransferFailure failure, CellOutput output) {
        if (!failure.details().isEmpty()) {
            String details = String.join("\n", failure.details());
            output.display(MimeBundle.html(Html.folded("Details", Html.code(details)), inBrief(details)));
        }
        List<String> lines = new ArrayList<>();
        for (String line : List.of(failure.what(), failure.why(), failure.fix())) {
            if (!line.isBlank()) {
                lines.add(line);
            }
        }
        return failed(failure.code().name(), String.join("\n", lines));
    }

    /** A terminal cannot fold: it shows the beginning. */
    private static String inBrief(String details) {
        List<String> lines = details.lines().toList();
        String first = String.join("\n", lines.subList(0, Math.min(DETAIL_LINES, lines.size())));
        int left = lines.size() - DETAIL_LINES;
        return "Details:\n" + first + (left > 0 ? "\n(and " + Amounts.count(left, "more line") + ')' : "");
    }

    /** Renders an error of the user's code. */
    public static CellOutcome.Failed of(StatementOutput.Failed failed, Language language) {
        return CodeErrors.render(failed, language);
    }

    /** Renders the end of a statement that the user cancelled. */
    public static CellOutcome.Failed of(StatementOutput.Cancelled cancelled) {
        return failed(
                ErrorCode.CANCELLED.name(),
                cancelled.stillRunning()
                        ? "You cancelled the cell. Its Spark jobs are cancelled, but its code still runs in the driver:"
                                + " Livy cannot stop it.\nThe next cell runs after it. To stop it at once, end the"
                                + " session with %cleanup."
                        : "You cancelled the cell. What it had done before stays done.");
    }

    /** Renders a cell that is not understood. */
    public static CellOutcome.Failed of(UsageException usage) {
        return failed(ErrorCode.INVALID_REQUEST.name(), String.valueOf(usage.getMessage()));
    }

    /** Renders trouble with the Spark pool. */
    public static CellOutcome.Failed of(LivyException livy) {
        return failed(name(livy), String.valueOf(livy.getMessage()));
    }

    /** Renders a defect. */
    public static CellOutcome.Failed of(RuntimeException defect) {
        List<String> traceback = new ArrayList<>();
        traceback.add("This is a defect of Sluice: " + defect);
        Arrays.stream(defect.getStackTrace()).limit(20).forEach(frame -> traceback.add("    at " + frame));
        return new CellOutcome.Failed(ErrorCode.INTERNAL.name(), "This is a defect of Sluice: " + defect, traceback);
    }

    private static CellOutcome.Failed failed(String name, String message) {
        List<String> traceback = new ArrayList<>();
        message.lines().forEach(traceback::add);
        traceback.set(0, name + ": " + traceback.get(0));
        return new CellOutcome.Failed(name, message, traceback);
    }

    private static String name(LivyException livy) {
        if (livy instanceof LivyException.Unreachable) {
            return "LIVY_UNREACHABLE";
        }
        if (livy instanceof LivyException.Unauthorized) {
            return "LIVY_LOGIN_FAILED";
        }
        if (livy instanceof LivyException.SessionOver) {
            return "SESSION_DEAD";
        }
        if (livy instanceof LivyException.StartFailed) {
            return "SESSION_START_FAILED";
        }
        if (livy instanceof LivyException.StartCancelled) {
            return ErrorCode.CANCELLED.name();
        }
        return livy instanceof LivyException.Refused ? "LIVY_REFUSED" : "LIVY_FAILED";
    }
}
