package dev.sluice.connector.sql;

import java.util.List;

/** How a table lies in the pool. */
public record Layout(Placement placement, Storage storage) {

    /** The layout of a table that nothing else is said of. */
    public static final Layout DEFAULT = new Layout(new Placement.RoundRobin(), new Storage.Columnstore(List.of()));
}
