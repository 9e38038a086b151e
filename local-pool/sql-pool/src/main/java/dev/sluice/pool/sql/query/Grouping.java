package dev.sluice.pool.sql.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The expressions that a query groups by. An expression is recognised by its DuckDB SQL. */
final class Grouping {

    /** Whether a set of groups leaves some expressions out. */
    enum Shape {
        /** All groups have all expressions. */
        PLAIN,
        /** ROLLUP, CUBE, GROUPING SETS. */
        SETS
    }

    private final Map<String, Typed> expressions = new LinkedHashMap<>();
    private final Shape shape;

    Grouping(Shape shape) {
        this.shape = shape;
    }

    void add(Typed expression) {
        expressions.put(expression.sql(), expression);
    }

    /** Returns the value of an expression in its group, if the query groups by it. */
    Optional<Typed> value(Typed expression) {
        if (!expressions.containsKey(expression.sql())) {
            return Optional.empty();
        }
        if (!Types.text(expression.type())) {
            return Optional.of(expression.nullableAs(Typed.nothing()));
        }
        // Strings that are equal without regard to case are one group: any of them stands for it.
        String any = "any_value(" + expression.sql() + ')';
        String sql =
                shape == Shape.PLAIN ? any : "CASE WHEN grouping(" + expression.key() + ") = 0 THEN " + any + " END";
        return Optional.of(Typed.of(sql, expression.type()).collated(expression.collation()));
    }
}
