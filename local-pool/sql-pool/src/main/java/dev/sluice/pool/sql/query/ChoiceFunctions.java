package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Condition.ComparisonOperator;
import dev.sluice.pool.sql.type.SqlType;
import java.util.List;
import java.util.Map;

/** Functions that choose one of their arguments. */
final class ChoiceFunctions {

    private static final int ANY = 255;

    private ChoiceFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "ISNULL", new Function(2, 2, ChoiceFunctions::isNull),
                "COALESCE", new Function(2, ANY, ChoiceFunctions::coalesce),
                "NULLIF", new Function(2, 2, ChoiceFunctions::nullIf),
                "CHOOSE", new Function(2, ANY, ChoiceFunctions::choose));
    }

    /** The result is of the first one's type, and cut to its length. */
    private static Typed isNull(Arguments call) throws SqlError {
        Typed first = call.value(0);
        Typed second = call.value(1);
        if (first.isNull()) {
            return second;
        }
        Conversions.implicit(second, first.type(), call.at());
        Typed other = call.converted(1, first.type());
        return Typed.of("coalesce(" + first.sql() + ", " + other.sql() + ')', first.type())
                .nullableAs(other)
                .collated(first.collation());
    }

    private static Typed coalesce(Arguments call) throws SqlError {
        List<Typed> values = call.values(0);
        if (values.stream().allMatch(Typed::isNull)) {
            throw Refusal.error(
                    4127,
                    "At least one of the arguments to COALESCE must be an expression that is not the NULL constant.",
                    call.at());
        }
        SqlType type = Expressions.common(values);
        StringBuilder sql = new StringBuilder();
        boolean nullable = true;
        for (Typed value : values) {
            nullable &= value.nullable();
            sql.append(sql.isEmpty() ? "coalesce(" : ", ")
                    .append(Conversions.implicit(value, type, call.at()).sql());
        }
        Typed typed = Typed.of(sql.append(')').toString(), type);
        return nullable ? typed : typed.notNull();
    }

    private static Typed nullIf(Arguments call) throws SqlError {
        Typed first = call.value(0);
        String equal = Conditions.compare(first, ComparisonOperator.EQUAL, call.value(1), call.at());
        return Typed.of("CASE WHEN " + equal + " THEN NULL ELSE " + first.sql() + " END", first.type())
                .collated(first.collation());
    }

    private static Typed choose(Arguments call) throws SqlError {
        List<Typed> values = call.values(1);
        SqlType type = Expressions.common(values);
        StringBuilder sql = new StringBuilder("CASE ").append(call.integer(0));
        for (int i = 0; i < values.size(); i++) {
            Typed value = Conversions.implicit(values.get(i), type, call.at());
            sql.append(" WHEN ").append(i + 1).append(" THEN ").append(value.sql());
        }
        return Typed.of(sql.append(" END").toString(), type);
    }
}
