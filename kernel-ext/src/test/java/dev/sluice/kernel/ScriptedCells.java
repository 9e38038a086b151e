package dev.sluice.kernel;

import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutcome.Succeeded;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.CellOutput.Stream;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completeness;
import dev.sluice.magics.cell.Completion;
import dev.sluice.magics.cell.MimeBundle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Cells of a tiny language, in which tests say what a cell is to do: a verb and its argument. */
public final class ScriptedCells implements Cells {

    private static final List<String> VERBS = List.of("say", "warn", "value", "show", "boom", "bundle");

    private final Semaphore interrupts = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean closesSlowly;

    @Override
    public CellOutcome run(String code, CellOutput output) {
        String verb = code.split(" ", 2)[0];
        String argument = code.substring(Math.min(code.length(), verb.length() + 1));
        switch (verb) {
            case "say" -> output.text(Stream.OUT, argument + "\n");
            case "warn" -> output.text(Stream.ERR, argument + "\n");
            case "show" -> output.display(MimeBundle.html("<b>" + argument + "</b>", argument));
            case "clear" -> output.text(Stream.OUT, "old\u001b[2J\u001b[H" + argument);
            case "progress" -> {
                output.progress(MimeBundle.text("0 %"));
                output.progress(MimeBundle.text("50 %"));
                output.endProgress();
            }
            case "sayprogress" -> {
                output.text(Stream.OUT, argument + "\n");
                output.progress(MimeBundle.text("0 %"));
                output.endProgress();
            }
            case "progresssay" -> {
                output.progress(MimeBundle.text("0 %"));
                output.text(Stream.OUT, argument + "\n");
                output.endProgress();
            }
            case "sayboom" -> {
                output.text(Stream.OUT, "before\n");
                output.text(Stream.ERR, "careful\n");
                return new Failed("Boom", "it failed", List.of("Boom: it failed"));
            }
            case "progressvalue" -> {
                output.progress(MimeBundle.text("0 %"));
                output.endProgress();
                return new Succeeded(MimeBundle.text(argument));
            }
            case "progressbetween" -> {
                String[] shown = argument.split(" ", 3);
                output.display(MimeBundle.text(shown[0]));
                output.progress(MimeBundle.text("0 %"));
                output.text(Stream.OUT, shown[1] + "\n");
                output.progress(MimeBundle.text("50 %"));
                output.display(MimeBundle.text(shown[2]));
                output.progress(MimeBundle.text("90 %"));
                output.endProgress();
            }
            case "progressboom" -> {
                output.progress(MimeBundle.text("0 %"));
                output.endProgress();
                return new Failed("Boom", "it failed", List.of("Boom: it failed"));
            }
            case "value" -> {
                return new Succeeded(MimeBundle.text(argument));
            }
            case "bundle" -> {
                return new Succeeded(
                        new MimeBundle(Map.of("text/plain", argument, "application/json", Map.of("rows", List.of(1)))));
            }
            case "boom" -> {
                return new Failed("Boom", "it failed: " + argument, List.of("Boom: it failed: " + argument));
            }
            case "crash" -> throw new IllegalStateException("a defect");
            case "sleep" -> {
                interrupts.drainPermits();
                output.text(Stream.OUT, "sleeping\n");
                interrupts.acquireUninterruptibly();
                return new Failed("Interrupted", "The cell was interrupted", List.of("Interrupted"));
            }
            case "closeslowly" -> closesSlowly = true;
            default -> output.text(Stream.OUT, "ran " + code + "\n");
        }
        return new Succeeded(null);
    }

    @Override
    public void interrupt() {
        interrupts.release();
    }

    @Override
    public Completion complete(String code, int cursor) {
        int start = code.lastIndexOf(' ', cursor - 1) + 1;
        String word = code.substring(start, cursor);
        if (word.equals("crash")) {
            throw new IllegalStateException("a defect");
        }
        return new Completion(
                VERBS.stream().filter(verb -> verb.startsWith(word)).toList(), start, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor) {
        return VERBS.contains(code.strip().toLowerCase(Locale.ROOT))
                ? Optional.of(MimeBundle.text(code.strip() + ": a verb"))
                : Optional.empty();
    }

    @Override
    public Completeness completeness(String code) {
        if (code.endsWith("{") || (code.startsWith("%%") && !code.contains("\n"))) {
            return Completeness.INCOMPLETE;
        }
        return code.equals("bad") ? Completeness.INVALID : Completeness.COMPLETE;
    }

    @Override
    public void close() {
        if (closesSlowly) {
            new Semaphore(0).acquireUninterruptibly();
        }
        closed.countDown();
    }

    /** Waits for {@link #close}. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }
}
