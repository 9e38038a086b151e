package dev.sluice.pool.sql.tsql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a FROM clause. Table hints are read and dropped: they never change a result here. */
public sealed interface TableSource {

    /** Where it begins. */
    Position at();

    /** A table, view or common table expression by its name. */
    record Named(ObjectName name, @Nullable String alias, Position at) implements TableSource {}

    /** A query in parentheses; {@code columns} renames its columns, empty if it does not. */
    record Derived(Query query, String alias, List<String> columns, Position at) implements TableSource {}

    /** {@code (VALUES (1, 2), (3, 4)) AS v(a, b)}. */
    record Values(List<List<Expression>> rows, String alias, List<String> columns, Position at)
            implements TableSource {}

    /** A function that yields a table. */
    record Function(
            ObjectName name,
            List<Expression> arguments,
            @Nullable String alias,
            Position at) implements TableSource {}

    /** Two sources joined. The condition is null for CROSS joins and both APPLYs only. */
    record Join(
            JoinKind kind,
            TableSource left,
            TableSource right,
            @Nullable Condition condition,
            Position at) implements TableSource {}

    /** Ways of joining. */
    enum JoinKind {
        /** Pairs only. */
        INNER,
        /** All of the left. */
        LEFT,
        /** All of the right. */
        RIGHT,
        /** All of both. */
        FULL,
        /** Each with each. */
        CROSS,
        /** The right side sees the left one's columns. */
        CROSS_APPLY,
        /** As CROSS_APPLY, and all of the left. */
        OUTER_APPLY
    }
}
