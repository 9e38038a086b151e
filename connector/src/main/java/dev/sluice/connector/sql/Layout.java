package dev.sluice.connector.sql;

import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.TableIndex;

/** How a table lies in the pool. */
public record Layout(Distribution distribution, TableIndex index) {

    /** The layout of a table that nothing else is said of. */
    public static final Layout DEFAULT = new Layout(new Distribution.RoundRobin(), new TableIndex.Columnstore());
}
