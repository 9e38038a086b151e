package dev.sluice.kernel.console;

import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutcome.Succeeded;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Tells as text: output and results on one stream, errors on the other. Progress is shown on its own line while it lasts.
 * Whatever a cell says goes through {@link TerminalText}.
 */
public final class TextReport implements CellReport {

    private final PrintStream out;
    private final PrintStream err;
    private final ProgressLine progress;

    /** Makes a report to two streams. */
    public TextReport(PrintStream out, PrintStream err, ProgressLine progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    @Override
    public CellOutput begin(int cell) {
        return new Printed();
    }

    @Override
    public void end(int cell, CellOutcome outcome, Duration elapsed) {
        progress.clear();
        if (outcome instanceof Succeeded succeeded && succeeded.result() != null) {
            print(succeeded.result().text());
        }
        out.flush();
        if (outcome instanceof Failed failed) {
            if (failed.traceback().isEmpty()) {
                err.println(TerminalText.of(failed.name() + ": " + failed.message()));
            }
            failed.traceback().forEach(line -> err.println(TerminalText.of(line)));
        }
        err.flush();
    }

    private void print(String said) {
        String text = TerminalText.of(said);
        out.print(text);
        if (!text.endsWith("\n")) {
            out.println();
        }
        out.flush();
    }

    private final class Printed implements CellOutput {

        @Override
        public void text(Stream stream, String text) {
            progress.clear();
            PrintStream target = stream == Stream.OUT ? out : err;
            target.print(TerminalText.of(text));
            target.flush();
        }

        @Override
        public void display(MimeBundle content) {
            progress.clear();
            print(content.text());
        }

        @Override
        public void progress(MimeBundle content) {
            progress.show(content.text());
        }

        @Override
        public void endProgress() {
            progress.clear();
        }
    }
}
