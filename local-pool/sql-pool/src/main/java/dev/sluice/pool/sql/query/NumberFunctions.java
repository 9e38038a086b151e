package dev.sluice.pool.sql.query;

import static java.util.Map.entry;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.Map;

/** Functions of numbers. */
final class NumberFunctions {

    private NumberFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                entry("ABS", new Function(1, 1, NumberFunctions::absolute)),
                entry("CEILING", new Function(1, 1, call -> whole("ceil", call))),
                entry("FLOOR", new Function(1, 1, call -> whole("floor", call))),
                entry("ROUND", new Function(2, 3, NumberFunctions::round)),
                entry("SIGN", new Function(1, 1, NumberFunctions::sign)),
                entry("POWER", new Function(2, 2, NumberFunctions::power)),
                entry("SQRT", floating("sqrt(%s)")),
                entry("SQUARE", floating("(%s * %s)")),
                entry("EXP", floating("exp(%s)")),
                entry("LOG", new Function(1, 2, NumberFunctions::log)),
                entry("LOG10", floating("log10(%s)")),
                entry("SIN", floating("sin(%s)")),
                entry("COS", floating("cos(%s)")),
                entry("TAN", floating("tan(%s)")),
                entry("COT", floating("cot(%s)")),
                entry("ASIN", floating("asin(%s)")),
                entry("ACOS", floating("acos(%s)")),
                entry("ATAN", floating("atan(%s)")),
                entry("ATN2", new Function(2, 2, NumberFunctions::atn2)),
                entry("DEGREES", floating("degrees(%s)")),
                entry("RADIANS", floating("radians(%s)")),
                entry(
                        "PI",
                        new Function(0, 0, call -> Typed.of("pi()", Kind.FLOAT).notNull())),
                entry(
                        "RAND",
                        new Function(
                                0, 1, call -> Typed.of("random()", Kind.FLOAT).notNull())),
                entry("ISNUMERIC", new Function(1, 1, NumberFunctions::isNumeric)));
    }

    private static Function floating(String template) {
        return new Function(1, 1, call -> {
            Typed value = call.converted(0, Kind.FLOAT);
            return Typed.of(template.replace("%s", value.sql()), Kind.FLOAT).nullableAs(value);
        });
    }

    /** Returns an argument as a number; a string is a float. */
    private static Typed number(Arguments call, int index) throws SqlError {
        Typed value = call.value(index);
        if (Types.text(value.type())) {
            return call.converted(index, Kind.FLOAT);
        }
        if (!Types.numeric(value.type())) {
            throw call.invalid(index, value.type());
        }
        if (value.type().kind() == Kind.BIT) {
            return call.converted(index, Kind.FLOAT);
        }
        return value;
    }

    /** Small integers become int in functions of numbers. */
    private static Typed widened(Arguments call, int index) throws SqlError {
        Typed value = number(call, index);
        boolean small = value.type().kind() == Kind.TINYINT || value.type().kind() == Kind.SMALLINT;
        return small ? call.converted(index, Kind.INT) : value;
    }

    private static Typed absolute(Arguments call) throws SqlError {
        Typed value = widened(call, 0);
        return Typed.of("CAST(abs(" + value.sql() + ") AS " + DuckTypes.sql(value.type()) + ')', value.type())
                .nullableAs(value);
    }

    private static Typed whole(String function, Arguments call) throws SqlError {
        Typed value = widened(call, 0);
        SqlType type =
                value.type().kind() == Kind.DECIMAL ? Types.decimal(value.type().precision(), 0) : value.type();
        if (Types.integer(type)) {
            return value;
        }
        return Typed.of("CAST(" + function + '(' + value.sql() + ") AS " + DuckTypes.sql(type) + ')', type)
                .nullableAs(value);
    }

    private static Typed round(Arguments call) throws SqlError {
        Typed value = widened(call, 0);
        SqlType type = value.type();
        Typed digits = call.converted(1, Kind.INT);
        String cut = call.size() > 2 ? call.integer(2) : "0";
        if (Types.approximate(type)) {
            String sql = cut.equals("0")
                    ? "round(" + value.sql() + ", " + digits.sql() + ')'
                    : "CASE WHEN " + cut + " = 0 THEN round(" + value.sql() + ", " + digits.sql() + ") ELSE trunc("
                            + value.sql() + " * pow(10, " + digits.sql() + ")) / pow(10, " + digits.sql() + ") END";
            return Typed.of("CAST(" + sql + " AS " + DuckTypes.sql(type) + ')', type)
                    .nullableAs(value, digits);
        }
        return Typed.of(
                        "CAST(tsql_round(CAST(" + value.sql() + " AS VARCHAR), " + digits.sql() + ", " + cut + ") AS "
                                + DuckTypes.sql(type) + ')',
                        type)
                .nullableAs(value, digits);
    }

    private static Typed sign(Arguments call) throws SqlError {
        Typed value = widened(call, 0);
        return Typed.of("CAST(sign(" + value.sql() + ") AS " + DuckTypes.sql(value.type()) + ')', value.type())
                .nullableAs(value);
    }

    private static Typed power(Arguments call) throws SqlError {
        Typed value = widened(call, 0);
        Typed base = call.converted(0, Kind.FLOAT);
        Typed exponent = call.converted(1, Kind.FLOAT);
        Typed power = Typed.of("pow(" + base.sql() + ", " + exponent.sql() + ')', Kind.FLOAT)
                .nullableAs(base, exponent);
        SqlType type = value.type().kind() == Kind.DECIMAL
                ? Types.decimal(38, value.type().scale())
                : value.type();
        return Conversions.implicit(power, type, call.at());
    }

    private static Typed log(Arguments call) throws SqlError {
        Typed value = call.converted(0, Kind.FLOAT);
        if (call.size() == 1) {
            return Typed.of("ln(" + value.sql() + ')', Kind.FLOAT).nullableAs(value);
        }
        Typed base = call.converted(1, Kind.FLOAT);
        return Typed.of("(ln(" + value.sql() + ") / ln(" + base.sql() + "))", Kind.FLOAT)
                .nullableAs(value, base);
    }

    private static Typed atn2(Arguments call) throws SqlError {
        return Typed.of(
                "atan2(" + call.converted(0, Kind.FLOAT).sql() + ", "
                        + call.converted(1, Kind.FLOAT).sql() + ')',
                Kind.FLOAT);
    }

    private static Typed isNumeric(Arguments call) throws SqlError {
        Typed value = call.value(0);
        if (!Types.text(value.type()) || value.isNull()) {
            return Literals.integer(Types.numeric(value.type()) && !value.isNull() ? 1 : 0);
        }
        return Typed.of("CAST(coalesce(tsql_is_numeric(" + value.sql() + "), FALSE) AS INTEGER)", Kind.INT)
                .notNull();
    }
}
