package dev.sluice.pool.sql.query;

import org.jspecify.annotations.Nullable;

/**
 * Where an expression stands.
 *
 * @param grouping the groups of the query, if what stands here is of a group and not of a row
 */
record Context(Scope scope, Clause clause, @Nullable Grouping grouping) {

    /** Clauses, by what they may hold. */
    enum Clause {
        /** WHERE, ON, GROUP BY, VALUES: neither aggregates nor window functions. */
        ROWS,
        /** A select list or ORDER BY: window functions, and aggregates if the query is grouped. */
        SELECT,
        /** HAVING: aggregates. */
        HAVING,
        /** The argument of an aggregate: columns only. */
        ARGUMENT
    }

    /** Returns a context of rows. */
    static Context rows(Scope scope) {
        return new Context(scope, Clause.ROWS, null);
    }

    /** Returns the same for another clause. */
    Context in(Clause other) {
        return new Context(scope, other, grouping);
    }

    /** Returns the same for rows instead of groups. */
    Context ungrouped() {
        return new Context(scope, clause, null);
    }
}
