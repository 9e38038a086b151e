package dev.sluice.kernel.cell;

import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completeness;
import dev.sluice.magics.cell.Completion;
import dev.sluice.magics.cell.MimeBundle;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * Cells of which a defect fails the cell and not the front end. Questions about code are passed on as they are: who asks
 * has its own way to say that there is no answer.
 */
public final class GuardedCells implements Cells {

    private static final System.Logger LOG = System.getLogger(GuardedCells.class.getName());

    private final Cells cells;

    /** Guards the given cells. */
    public GuardedCells(Cells cells) {
        this.cells = cells;
    }

    /** Reports a defect: to the log with its stack, to the user in one line. */
    public static Failed defect(Throwable defect) {
        LOG.log(Level.ERROR, "Unexpected failure", defect);
        String name = defect.getClass().getSimpleName();
        String message = String.valueOf(defect.getMessage());
        String advice = "This is a defect of Sluice. The log has its stack trace.";
        return new Failed(name, message, List.of(name + ": " + message, advice));
    }

    @Override
    public CellOutcome run(String code, CellOutput output) {
        try {
            return cells.run(code, output);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return defect(e);
        }
    }

    @Override
    public void interrupt() {
        cells.interrupt();
    }

    @Override
    public Completion complete(String code, int cursor) {
        return cells.complete(code, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor) {
        return cells.inspect(code, cursor);
    }

    @Override
    public Completeness completeness(String code) {
        return cells.completeness(code);
    }

    @Override
    public void close() {
        cells.close();
    }
}
