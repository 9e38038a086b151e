package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.tsql.Expression.OrderItem;
import dev.sluice.pool.sql.tsql.Expression.Quantifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query with what may stand before and after it.
 *
 * @param offset rows to skip, null if there is no OFFSET clause
 * @param fetch rows to yield at most, null if there is no FETCH clause
 * @param label the {@code LABEL} of its OPTION clause; other options are read and dropped
 */
public record Query(
        List<CommonTable> with,
        Body body,
        List<OrderItem> orderBy,
        @Nullable Expression offset,
        @Nullable Expression fetch,
        @Nullable String label,
        Position at) {

    /** The query without its clauses. */
    public sealed interface Body {
        /** Where it begins. */
        Position at();
    }

    /** One SELECT. */
    public record Select(
            Quantifier quantifier,
            @Nullable Top top,
            List<SelectItem> items,
            @Nullable ObjectName into,
            List<TableSource> from,
            @Nullable Condition where,
            List<Grouping> groupBy,
            @Nullable Condition having,
            Position at)
            implements Body {}

    /** Two queries combined. */
    public record Combination(SetOperator operator, Body left, Body right, Position at) implements Body {}

    /** A query in parentheses. */
    public record Nested(Query query, Position at) implements Body {}

    /** {@code name (columns) AS (query)} of a WITH clause; columns empty if they keep their names. */
    public record CommonTable(String name, List<String> columns, Query query, Position at) {}

    /** {@code TOP (n) PERCENT WITH TIES}. */
    public record Top(Expression count, TopUnit unit, Ties ties) {}

    /** One item of a select list. */
    public sealed interface SelectItem {
        /** Where it begins. */
        Position at();
    }

    /** {@code *} or {@code t.*}: the parts before the star, empty for none. */
    public record AllColumns(List<String> qualifier, Position at) implements SelectItem {}

    /** An expression with the name it is given, if any. */
    public record Item(Expression expression, @Nullable String alias, Position at) implements SelectItem {}

    /** {@code @name = expression}. */
    public record Assignment(String variable, Expression expression, Position at) implements SelectItem {}

    /** One element of a GROUP BY clause. */
    public sealed interface Grouping {}

    /** A plain list of expressions: a column of GROUP BY, or one set of GROUPING SETS, empty for the total. */
    public record GroupingSet(List<Expression> expressions) implements Grouping {}

    /** {@code ROLLUP}, {@code CUBE} or {@code GROUPING SETS}. */
    public record GroupingFamily(GroupingKind kind, List<GroupingSet> sets) implements Grouping {}

    /** Families of grouping sets. */
    public enum GroupingKind {
        /** Each prefix. */
        ROLLUP,
        /** Each subset. */
        CUBE,
        /** The sets given. */
        SETS
    }

    /** Ways of combining queries. */
    public enum SetOperator {
        /** Without repetitions. */
        UNION,
        /** With repetitions. */
        UNION_ALL,
        /** Those of the left that the right lacks. */
        EXCEPT,
        /** Those of both. */
        INTERSECT
    }

    /** What TOP counts. */
    public enum TopUnit {
        /** Rows. */
        ROWS,
        /** Hundredths of the rows. */
        PERCENT
    }

    /** Whether TOP keeps the rows that are equal to the last. */
    public enum Ties {
        /** Drops them. */
        DROP,
        /** Keeps them. */
        KEEP
    }
}
