package dev.sluice.kernel.pool;

import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completeness;
import dev.sluice.magics.cell.Completion;
import dev.sluice.magics.cell.MimeBundle;
import java.util.List;
import java.util.Optional;

/** Cells that say why they have no Spark pool: a kernel that dies instead is only "dead" to its front end. */
final class UnusableProfileCells implements Cells {

    private static final String NAME = "INVALID_PROFILE";

    private final String why;

    UnusableProfileCells(String why) {
        this.why = why + ". Correct it, and restart the kernel";
    }

    @Override
    public CellOutcome run(String code, CellOutput output) {
        return new CellOutcome.Failed(NAME, why, List.of(NAME + ": " + why));
    }

    @Override
    public void interrupt() {
        // Nothing runs.
    }

    @Override
    public Completion complete(String code, int cursor) {
        return new Completion(List.of(), cursor, cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor) {
        return Optional.empty();
    }

    @Override
    public Completeness completeness(String code) {
        return Completeness.UNKNOWN;
    }

    @Override
    public void close() {
        // There is no session.
    }
}
