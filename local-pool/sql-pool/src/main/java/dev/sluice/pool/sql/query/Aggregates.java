package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Expression.Quantifier;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.Locale;
import java.util.Set;

/** Aggregates, of groups and of windows. */
final class Aggregates {

    private static final Set<String> NAMES = Set.of(
            "COUNT",
            "COUNT_BIG",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "STDEV",
            "STDEVP",
            "VAR",
            "VARP",
            "STRING_AGG",
            "APPROX_COUNT_DISTINCT",
            "GROUPING",
            "GROUPING_ID");

    private Aggregates() {}

    static boolean named(String name) {
        return NAMES.contains(name.toUpperCase(Locale.ROOT));
    }

    static Typed translate(String name, Arguments call) throws SqlError {
        int expected = name.equals("STRING_AGG") ? 2 : 1;
        if (call.size() != expected) {
            throw Refusal.error(174, "The " + name + " function requires " + expected + " argument(s).", call.at());
        }
        String over = Windows.over(call);
        return switch (name) {
            case "COUNT" ->
                Typed.of("CAST(" + count(call) + over + " AS INTEGER)", Kind.INT)
                        .notNull();
            case "COUNT_BIG" -> Typed.of(count(call) + over, Kind.BIGINT).notNull();
            case "APPROX_COUNT_DISTINCT" ->
                Typed.of("CAST(approx_count_distinct(" + call.value(0).key() + ')' + over + " AS BIGINT)", Kind.BIGINT)
                        .notNull();
            case "SUM" -> sum(call, over);
            case "AVG" -> average(call, over);
            case "MIN", "MAX" -> extreme(name, call, over);
            case "STRING_AGG" -> join(call, over);
            default -> spread(name, call, over);
        };
    }

    private static String distinct(Arguments call) {
        return call.call().quantifier() == Quantifier.DISTINCT ? "DISTINCT " : "";
    }

    private static String count(Arguments call) throws SqlError {
        if (call.node(0) instanceof Expression.Star) {
            return "count(*)";
        }
        return "count(" + distinct(call) + call.value(0).key() + ')';
    }

    private static Typed number(Arguments call, String operator) throws SqlError {
        Typed value = call.value(0);
        boolean number = Types.numeric(value.type()) && value.type().kind() != Kind.BIT;
        if (!number) {
            throw Refusal.error(
                    8117,
                    "Operand data type " + Types.name(value.type()) + " is invalid for " + operator + " operator.",
                    call.at());
        }
        return value;
    }

    /** The type of a sum. */
    private static SqlType sumType(SqlType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT -> SqlType.of(Kind.INT);
            case BIGINT -> type;
            case DECIMAL -> Types.decimal(38, type.scale());
            case MONEY, SMALLMONEY -> SqlType.of(Kind.MONEY);
            default -> SqlType.of(Kind.FLOAT);
        };
    }

    private static Typed sum(Arguments call, String over) throws SqlError {
        Typed value = number(call, "sum");
        SqlType type = sumType(value.type());
        String sum = "sum(" + distinct(call) + value.sql() + ')' + over;
        return Typed.of("CAST(" + sum + " AS " + DuckTypes.sql(type) + ')', type);
    }

    private static Typed average(Arguments call, String over) throws SqlError {
        Typed value = number(call, "avg");
        SqlType type = sumType(value.type());
        String sum = "sum(" + distinct(call) + value.sql() + ')' + over;
        String count = "count(" + distinct(call) + value.sql() + ')' + over;
        if (Types.integer(type)) {
            return Typed.of("CAST(" + sum + " // nullif(" + count + ", 0) AS " + DuckTypes.sql(type) + ')', type);
        }
        if (type.kind() == Kind.FLOAT) {
            return Typed.of("avg(" + distinct(call) + value.sql() + ')' + over, type);
        }
        SqlType result = type.kind() == Kind.DECIMAL ? Types.decimal(38, Math.max(type.scale(), 6)) : type;
        int scale = type.kind() == Kind.DECIMAL ? result.scale() : 4;
        return Typed.of(
                "CAST(tsql_divide(CAST(" + sum + " AS VARCHAR), CAST(nullif(" + count + ", 0) AS VARCHAR), " + scale
                        + ") AS " + DuckTypes.sql(result) + ')',
                result);
    }

    private static Typed extreme(String name, Arguments call, String over) throws SqlError {
        Typed value = call.value(0);
        if (value.type().kind() == Kind.BIT) {
            throw Refusal.error(
                    8117,
                    "Operand data type bit is invalid for " + name.toLowerCase(Locale.ROOT) + " operator.",
                    call.at());
        }
        String function = name.toLowerCase(Locale.ROOT);
        String sql = Types.text(value.type())
                ? "arg_" + function + '(' + value.sql() + ", " + value.key() + ')'
                : function + '(' + value.sql() + ')';
        return Typed.of(sql + over, value.type()).collated(value.collation());
    }

    private static Typed spread(String name, Arguments call, String over) throws SqlError {
        Typed value = number(call, name.toLowerCase(Locale.ROOT));
        String function = switch (name) {
            case "STDEV" -> "stddev_samp";
            case "STDEVP" -> "stddev_pop";
            case "VAR" -> "var_samp";
            default -> "var_pop";
        };
        return Typed.of(function + '(' + distinct(call) + "CAST(" + value.sql() + " AS DOUBLE))" + over, Kind.FLOAT);
    }

    private static Typed join(Arguments call, String over) throws SqlError {
        if (!over.isEmpty()) {
            throw Refusal.unsupported("STRING_AGG with OVER", call.at());
        }
        Typed value = call.text(0);
        Typed separator = call.text(1);
        String order = call.call().withinGroup().isEmpty()
                ? ""
                : ' ' + Windows.orderBy(call.call().withinGroup(), call);
        boolean unicode = Types.unicode(value.type());
        boolean max = value.type().length() == SqlType.MAX;
        SqlType type = Types.textOf(unicode, max ? SqlType.MAX : unicode ? 4000 : 8000);
        return Typed.of("string_agg(" + value.sql() + ", " + separator.sql() + order + ')', type);
    }

    /** Translates GROUPING and GROUPING_ID. */
    static Typed grouping(String name, Arguments call) throws SqlError {
        StringBuilder sql = new StringBuilder();
        for (Typed value : call.values(0)) {
            sql.append(sql.isEmpty() ? "" : ", ").append(value.key());
        }
        Kind kind = name.equals("GROUPING") ? Kind.TINYINT : Kind.INT;
        return Typed.of("CAST(grouping(" + sql + ") AS " + DuckTypes.sql(SqlType.of(kind)) + ')', kind)
                .notNull();
    }
}
