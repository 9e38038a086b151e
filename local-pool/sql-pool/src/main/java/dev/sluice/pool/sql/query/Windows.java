package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Expression.Direction;
import dev.sluice.pool.sql.tsql.Expression.Frame;
import dev.sluice.pool.sql.tsql.Expression.FrameBound;
import dev.sluice.pool.sql.tsql.Expression.OrderItem;
import dev.sluice.pool.sql.tsql.Expression.Window;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Functions of windows that are no aggregates, and the OVER clause of both. */
final class Windows {

    private static final Set<String> RANKING = Set.of("ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE");
    private static final Set<String> NAMES = Set.of(
            "ROW_NUMBER",
            "RANK",
            "DENSE_RANK",
            "NTILE",
            "LAG",
            "LEAD",
            "FIRST_VALUE",
            "LAST_VALUE",
            "PERCENT_RANK",
            "CUME_DIST");

    private Windows() {}

    static boolean named(String name) {
        return NAMES.contains(name.toUpperCase(Locale.ROOT));
    }

    static Typed translate(String name, Arguments call) throws SqlError {
        Window window = call.call().over();
        if (window == null || window.orderBy().isEmpty()) {
            throw Refusal.error(4112, "The function '" + name + "' must have an OVER clause with ORDER BY.", call.at());
        }
        String over = over(call);
        if (RANKING.contains(name)) {
            String argument = name.equals("NTILE") ? call.bigint(0) : "";
            return Typed.of(name.toLowerCase(Locale.ROOT) + '(' + argument + ')' + over, Kind.BIGINT)
                    .notNull();
        }
        return switch (name) {
            case "PERCENT_RANK", "CUME_DIST" ->
                Typed.of(name.toLowerCase(Locale.ROOT) + "()" + over, Kind.FLOAT)
                        .notNull();
            case "LAG", "LEAD" -> neighbour(name, call, over);
            default -> {
                Typed value = call.value(0);
                yield Typed.of(name.toLowerCase(Locale.ROOT) + '(' + value.sql() + ')' + over, value.type())
                        .collated(value.collation());
            }
        };
    }

    private static Typed neighbour(String name, Arguments call, String over) throws SqlError {
        Typed value = call.value(0);
        StringBuilder sql = new StringBuilder(name.toLowerCase(Locale.ROOT))
                .append('(')
                .append(value.sql())
                .append(", ")
                .append(call.size() > 1 ? call.bigint(1) : "1");
        if (call.size() > 2) {
            Typed otherwise = Conversions.implicit(call.value(2), value.type(), call.at());
            sql.append(", ").append(otherwise.sql());
        }
        return Typed.of(sql.append(')').append(over).toString(), value.type()).collated(value.collation());
    }

    /** Translates the OVER clause of a call, empty if it has none; a blank stands before it. */
    static String over(Arguments call) throws SqlError {
        Window window = call.call().over();
        if (window == null) {
            return "";
        }
        StringBuilder sql = new StringBuilder();
        String separator = "PARTITION BY ";
        for (Expression expression : window.partitionBy()) {
            Typed value = call.statements().expressions.translate(expression, call.context());
            sql.append(separator).append(value.key());
            separator = ", ";
        }
        if (!window.orderBy().isEmpty()) {
            sql.append(sql.isEmpty() ? "" : " ").append(orderBy(window.orderBy(), call));
        }
        Frame frame = window.frame();
        if (frame != null) {
            sql.append(' ').append(frame.unit().name()).append(' ').append(frame(frame, call));
        }
        return " OVER (" + sql + ')';
    }

    /** Translates an ORDER BY clause inside of a call. */
    static String orderBy(List<OrderItem> items, Arguments call) throws SqlError {
        StringBuilder sql = new StringBuilder();
        for (OrderItem item : items) {
            Typed value = call.statements().expressions.translate(item.expression(), call.context());
            sql.append(sql.isEmpty() ? "ORDER BY " : ", ").append(order(value, item.direction()));
        }
        return sql.toString();
    }

    /** Returns an expression to sort by: T-SQL holds NULL for the smallest value. */
    static String order(Typed value, Direction direction) {
        return value.key() + (direction == Direction.ASCENDING ? " ASC NULLS FIRST" : " DESC NULLS LAST");
    }

    private static String frame(Frame frame, Arguments call) throws SqlError {
        FrameBound end = frame.end();
        String start = bound(frame.start(), call);
        return end == null ? start : "BETWEEN " + start + " AND " + bound(end, call);
    }

    private static String bound(FrameBound bound, Arguments call) throws SqlError {
        String edge = bound.edge().name().replace('_', ' ');
        Expression offset = bound.offset();
        return offset == null ? edge : call.statements().expressions.integer(offset, call.context()) + " " + edge;
    }
}
