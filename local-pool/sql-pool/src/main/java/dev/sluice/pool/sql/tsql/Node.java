package dev.sluice.pool.sql.tsql;

/** What stands inside a statement and yields a value or a truth. T-SQL keeps the two apart. */
public sealed interface Node permits Expression, Condition {

    /** Where it begins. */
    Position at();
}
