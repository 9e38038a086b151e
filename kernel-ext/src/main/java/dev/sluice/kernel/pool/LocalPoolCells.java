package dev.sluice.kernel.pool;

import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completeness;
import dev.sluice.magics.cell.Completion;
import dev.sluice.magics.cell.MimeBundle;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Cells that fail because the local pool is down, and say that and nothing else. */
final class LocalPoolCells implements Cells {

    /** What the magics name the failure of a cell that found no Livy. */
    private static final String UNREACHABLE = "LIVY_UNREACHABLE";

    private static final String NAME = "POOL_NOT_RUNNING";

    private final Cells cells;
    private final Supplier<LocalLivy> livy;

    /**
     * Adds the check to cells.
     *
     * @param livy where Livy listens now; throws {@link PoolNotRunningException}
     */
    LocalPoolCells(Cells cells, Supplier<LocalLivy> livy) {
        this.cells = cells;
        this.livy = livy;
    }

    @Override
    public CellOutcome run(String code, CellOutput output) {
        CellOutcome outcome = cells.run(code, output);
        if (outcome instanceof Failed failed && failed.name().equals(UNREACHABLE)) {
            try {
                LocalLivy unused = livy.get();
            } catch (PoolNotRunningException e) {
                String message = String.valueOf(e.getMessage());
                return new Failed(NAME, message, List.of(NAME + ": " + message));
            }
        }
        return outcome;
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
