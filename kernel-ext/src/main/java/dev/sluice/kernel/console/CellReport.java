package dev.sluice.kernel.console;

import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.CellOutput;
import java.time.Duration;

/** Where a run of cells tells what happens. */
public interface CellReport {

    /**
     * A cell begins.
     *
     * @param cell its number, from 0
     * @return takes what the cell says
     */
    CellOutput begin(int cell);

    /** The cell that began last has ended. */
    void end(int cell, CellOutcome outcome, Duration elapsed);
}
