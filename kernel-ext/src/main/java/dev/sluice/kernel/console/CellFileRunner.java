package dev.sluice.kernel.console;

import dev.sluice.kernel.cell.GuardedCells;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutcome.Failed;
import dev.sluice.magics.cell.CellOutcome.Succeeded;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.Cells;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Runs the cells of a file one after the other, up to the first that fails. */
public final class CellFileRunner {

    /** Exit code of a run in which every cell succeeded. */
    public static final int SUCCESS = 0;

    /** Exit code of a run that a failed cell stopped. */
    public static final int FAILURE = 1;

    private final Cells cells;
    private final CellReport report;
    private final InstantSource clock;

    /** Makes a runner. It does not close the cells. */
    public CellFileRunner(Cells cells, CellReport report, InstantSource clock) {
        this.cells = new GuardedCells(cells);
        this.report = report;
        this.clock = clock;
    }

    /** Runs the cells and returns the exit code. */
    public int run(CellFile file) {
        for (int cell = 0; cell < file.cells().size(); cell++) {
            if (run(cell, file.cells().get(cell)) instanceof Failed) {
                return FAILURE;
            }
        }
        return SUCCESS;
    }

    private CellOutcome run(int cell, String code) {
        Instant begun = clock.instant();
        CellOutput output = report.begin(cell);
        CellOutcome outcome = code.isEmpty() ? new Succeeded(null) : cells.run(code, output);
        report.end(cell, outcome, Duration.between(begun, clock.instant()));
        return outcome;
    }
}
