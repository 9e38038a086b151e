package dev.sluice.pool.sql.tsql;

/** One statement of a batch. */
public sealed interface Statement permits Statement.Select, Definition, Change, Control, Security {

    /** Where it begins. */
    Position at();

    /** A query whose rows go to the client, into variables, or by SELECT INTO to a table. */
    record Select(Query query, Position at) implements Statement {}
}
