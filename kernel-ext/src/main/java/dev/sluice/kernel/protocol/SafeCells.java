package dev.sluice.kernel.protocol;

import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.Cells;
import java.lang.System.Logger.Level;
import java.util.List;

/** Runs cells so that a defect becomes a failed cell and not a dead thread. */
final class SafeCells {

    private static final System.Logger LOG = System.getLogger(SafeCells.class.getName());

    private SafeCells() {}

    static CellOutcome run(Cells cells, String code, CellOutput output) {
        try {
            return cells.run(code, output);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return unexpected(e);
        }
    }

    /** Reports a defect: to the log with its stack, to the user in one line. */
    static Failed unexpected(Throwable defect) {
        LOG.log(Level.ERROR, "Unexpected failure", defect);
        String message = String.valueOf(defect.getMessage());
        String name = defect.getClass().getSimpleName();
        return new Failed(
                name,
                message,
                List.of(
                        name + ": " + message,
                        "This is a defect of Sluice. The log of the Jupyter server has its stack trace."));
    }
}
