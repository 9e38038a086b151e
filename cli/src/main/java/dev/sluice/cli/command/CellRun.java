package dev.sluice.cli.command;

import dev.sluice.kernel.console.CellFile;
import dev.sluice.kernel.console.CellFileRunner;
import dev.sluice.kernel.console.CellReport;
import dev.sluice.kernel.console.JsonReport;
import dev.sluice.kernel.console.ProgressLine;
import dev.sluice.kernel.console.TextReport;
import dev.sluice.magics.cell.Cells;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Cells that a sub-command runs, in a session of their own, which ends with the process. */
final class CellRun {

    /** Narrow enough for every terminal: a line that wraps could not be replaced. */
    private static final int TERMINAL_COLUMNS = 79;

    private CellRun() {}

    /** Runs cells up to the first that fails, and returns the exit code. */
    static int run(Cells cells, CellFile file, boolean json) {
        // Results are UTF-8 whatever the terminal says, for programs read them too.
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        CellReport report = json
                ? new JsonReport(out, err)
                : new TextReport(
                        out,
                        err,
                        Boolean.getBoolean("sluice.terminal")
                                ? ProgressLine.of(err, TERMINAL_COLUMNS)
                                : ProgressLine.none());
        return new CellFileRunner(cells, report, InstantSource.system()).run(file);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
