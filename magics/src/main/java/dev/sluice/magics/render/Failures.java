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
                switch (cancelled.code()) {
                    case NOT_RUN -> "You cancelled the cell before its code was sent.";
                    case ENDED -> "You cancelled the cell. What it had done before stays done.";
                    case RUNNING ->
                        "You cancelled the cell. Its Spark jobs are cancelled, but its code still runs in the driver:"
                                + " Livy cannot stop it.\nThe next cell runs after it. To stop it at once, end the"
                                + " session with %cleanup.";
                    case UNKNOWN ->
                        "You cancelled the cell, but Livy did not confirm it: its code may still run.\nThe next cell"
                                + " runs after it. To stop it, end the session with %cleanup.";
                });
    }

    /** Renders what was asked of the Spark pool and given up by the user before the answer came. */
    public static CellOutcome.Failed givenUp(LivyException livy) {
        return failed(
                ErrorCode.CANCELLED.name(), "You cancelled the cell while it waited for Livy: " + livy.reason() + '.');
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
        if (livy instanceof LivyException.Unreachable
                || livy instanceof LivyException.ServerGone
                || livy instanceof LivyException.AnswerLost) {
            return "LIVY_UNREACHABLE";
        }
        if (livy instanceof LivyException.Unauthorized unauthorized) {
            return unauthorized.status() == 403 ? "LIVY_FORBIDDEN" : "LIVY_LOGIN_FAILED";
        }
        if (livy instanceof LivyException.Busy) {
            return "LIVY_BUSY";
        }
        if (livy instanceof LivyException.OutcomeUnknown) {
            return ErrorCode.OUTCOME_UNKNOWN.name();
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
        if (livy instanceof LivyException.SettingsRefused) {
            return "SETTINGS_REFUSED";
        }
        return livy instanceof LivyException.Refused ? "LIVY_REFUSED" : "LIVY_FAILED";
    }
}
