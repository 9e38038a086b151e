package dev.sluice.pool.sql.tsql;

/** Where something stands in a batch: line and column, both counted from 1. */
public record Position(int line, int column) {

    /** The beginning of a batch. */
    public static final Position START = new Position(1, 1);
}
