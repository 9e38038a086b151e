package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.runtime.SqlFailure;
import dev.sluice.pool.sql.query.runtime.TextToNumber;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression.OnFailure;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;

/** Conversions between types: those that T-SQL does by itself, those that are asked for, and those of assignments. */
final class Conversions {

    private Conversions() {}

    /** What a conversion is asked to do: the style is -1 if none was given. */
    record Wish(OnFailure onFailure, int style, Position at) {

        /** Returns the name of a function of {@link DuckFunctions}. */
        String function(String name) {
            return (onFailure == OnFailure.NULL ? "try_tsql_" : "tsql_") + name;
        }

        /** Returns a cast of DuckDB's own. */
        String cast(String sql, String type) {
            return (onFailure == OnFailure.NULL ? "TRY_CAST(" : "CAST(") + sql + " AS " + type + ')';
        }
    }

    /**
     * Converts as T-SQL does when types meet.
     *
     * @throws SqlError 206 or 257 if it does not
     */
    static Typed implicit(Typed value, SqlType to, Position at) throws SqlError {
        SqlType from = value.type();
        if (!value.isNull() && from.kind() != to.kind() && !allowed(from, to)) {
            boolean explicitOnly =
                    (Types.text(from) && Types.binary(to)) || (Types.legacyTime(from) && Types.numeric(to));
            if (explicitOnly) {
                throw Refusal.error(
                        257,
                        "Implicit conversion from data type " + Types.name(from) + " to " + Types.name(to)
                                + " is not allowed. Use the CONVERT function to run this query.",
                        at);
            }
            throw Refusal.clash(from, to, at);
        }
        return convert(value, to, new Wish(OnFailure.ERROR, -1, at));
    }

    private static boolean allowed(SqlType from, SqlType to) {
        if (Types.text(to) || (Types.text(from) && !Types.binary(to))) {
            return true;
        }
        if (Types.numeric(from)) {
            return Types.numeric(to) || Types.legacyTime(to) || (Types.binary(to) && !Types.approximate(from));
        }
        if (Types.temporal(from)) {
            boolean dateAndTime = (from.kind() == Kind.DATE && to.kind() == Kind.TIME)
                    || (from.kind() == Kind.TIME && to.kind() == Kind.DATE);
            return Types.temporal(to) && !dateAndTime;
        }
        if (Types.binary(from)) {
            return Types.binary(to) || Types.integer(to) || to.kind() == Kind.UNIQUEIDENTIFIER;
        }
        return from.kind() == Kind.UNIQUEIDENTIFIER && Types.binary(to);
    }

    /**
     * Converts as a column or a variable takes a value: what is too long is an error unless it is blanks.
     *
     * @param place where the value goes, for the message
     */
    static Typed assigned(Typed value, SqlType to, String place, Position at) throws SqlError {
        boolean room = to.length() == SqlType.MAX || value.isNull();
        if (room || !Types.text(to)) {
            return implicit(value, to, at);
        }
        SqlType wide = new SqlType(Types.unicode(to) ? Kind.NVARCHAR : Kind.VARCHAR, SqlType.MAX, 0, 0);
        Typed text = implicit(value, wide, at);
        int length = Types.textLength(value.type());
        String sql = text.sql();
        if (length == SqlType.MAX || length > to.length()) {
            sql = "tsql_fit(" + sql + ", " + to.length() + ", " + Quoted.text(place) + ')';
        }
        if (Types.fixed(to)) {
            sql = "rpad(" + sql + ", " + to.length() + ", ' ')";
        }
        return Typed.of(sql, to).nullableAs(value);
    }

    /** Converts as CAST and CONVERT do. */
    static Typed convert(Typed value, SqlType to, Wish wish) throws SqlError {
        SqlType from = value.type();
        if (value.isNull()) {
            return Typed.of("CAST(NULL AS " + DuckTypes.sql(to) + ')', to);
        }
        if (from.equals(to)) {
            return value;
        }
        String sql;
        try {
            sql = sql(value, to, wish);
        } catch (SqlFailure e) {
            if (wish.onFailure() == OnFailure.NULL) {
                return Typed.of("CAST(NULL AS " + DuckTypes.sql(to) + ')', to);
            }
            throw Refusal.error(e, wish.at());
        }
        boolean sameText = Types.text(from) && Types.text(to);
        boolean whole = sameText
                && value.constant() != null
                && (to.length() == SqlType.MAX || value.constant().length() <= to.length())
                && !Types.fixed(to);
        return new Typed(
                sql,
                to,
                value.nullable() || wish.onFailure() == OnFailure.NULL,
                sameText ? value.collation() : Collation.INSENSITIVE,
                Typed.Origin.VALUE,
                whole ? value.constant() : null);
    }

    private static String sql(Typed value, SqlType to, Wish wish) throws SqlError {
        return switch (to.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> TextConversions.toText(value, to, wish);
            case BINARY, VARBINARY -> BinaryConversions.toBinary(value, to, wish);
            case TINYINT, SMALLINT, INT, BIGINT -> toInteger(value, to, wish);
            case DECIMAL -> toDecimal(value, to, wish);
            case MONEY, SMALLMONEY -> toMoney(value, to, wish);
            case REAL, FLOAT -> toFloat(value, to, wish);
            case BIT -> toBit(value, to, wish);
            case DATE, TIME, DATETIME, SMALLDATETIME, DATETIME2, DATETIMEOFFSET ->
                TimeConversions.toTime(value, to, wish);
            case UNIQUEIDENTIFIER -> BinaryConversions.toUuid(value, to, wish);
        };
    }

    /** Makes error 529. */
    static SqlError refused(SqlType from, SqlType to, Wish wish) {
        return Refusal.error(
                529,
                "Explicit conversion from data type " + Types.name(from) + " to " + Types.name(to) + " is not allowed.",
                wish.at());
    }

    private static String toInteger(Typed value, SqlType to, Wish wish) throws SqlError {
        SqlType from = value.type();
        String type = DuckTypes.sql(to);
        if (Types.text(from)) {
            if (value.constant() != null) {
                long number = TextToNumber.integer(value.constant(), Types.name(from), Types.name(to));
                return "CAST(" + number + " AS " + type + ')';
            }
            return "CAST("
                    + wish.function("text_integer") + '(' + value.sql() + ", '" + Types.name(from) + "', '"
                    + Types.name(to) + "') AS " + type + ')';
        }
        if (Types.binary(from)) {
            int bytes = Types.bytes(to);
            if (to.kind() == Kind.INT || to.kind() == Kind.BIGINT) {
                return BinaryConversions.toSigned(value, type, bytes);
            }
            return "CAST(tsql_binary_integer(hex(" + value.sql() + "), " + bytes + ") AS " + type + ')';
        }
        if (Types.legacyTime(from)) {
            return "CAST(floor(" + TimeConversions.days(value) + " + 0.5) AS " + type + ')';
        }
        if (!Types.numeric(from)) {
            throw refused(from, to, wish);
        }
        boolean whole = Types.integer(from) || from.kind() == Kind.BIT;
        String cut = whole ? value.sql() : (Types.money(from) ? "round(" : "trunc(") + value.sql() + ')';
        return wish.cast(cut, type);
    }

    private static String toDecimal(Typed value, SqlType to, Wish wish) throws SqlError {
        SqlType from = value.type();
        String type = DuckTypes.sql(to);
        if (Types.text(from)) {
            return wish.cast(
                    wish.function("text_decimal") + '(' + value.sql() + ", " + to.precision() + ", " + to.scale()
                            + ", '" + Types.name(from) + "')",
                    type);
        }
        if (Types.legacyTime(from)) {
            return wish.cast(TimeConversions.days(value), type);
        }
        if (!Types.numeric(from)) {
            throw refused(from, to, wish);
        }
        return wish.cast(number(value), type);
    }

    /** DuckDB casts a Boolean to integers only. */
    private static String number(Typed value) {
        return value.type().kind() == Kind.BIT ? "CAST(" + value.sql() + " AS INTEGER)" : value.sql();
    }

    private static String toMoney(Typed value, SqlType to, Wish wish) throws SqlError {
        SqlType from = value.type();
        if (Types.text(from)) {
            return wish.cast(
                    wish.function("text_money") + '(' + value.sql() + ", '" + Types.name(from) + "')",
                    DuckTypes.sql(to));
        }
        if (!Types.numeric(from)) {
            throw refused(from, to, wish);
        }
        return wish.cast(number(value), DuckTypes.sql(to));
    }

    private static String toFloat(Typed value, SqlType to, Wish wish) throws SqlError {
        SqlType from = value.type();
        if (Types.text(from)) {
            return wish.cast(
                    wish.function("text_float") + '(' + value.sql() + ", '" + Types.name(from) + "')",
                    DuckTypes.sql(to));
        }
        if (Types.legacyTime(from)) {
            return wish.cast(TimeConversions.days(value), DuckTypes.sql(to));
        }
        if (!Types.numeric(from)) {
            throw refused(from, to, wish);
        }
        return wish.cast(number(value), DuckTypes.sql(to));
    }

    private static String toBit(Typed value, SqlType to, Wish wish) throws SqlError {
        SqlType from = value.type();
        if (Types.text(from)) {
            return wish.function("text_bit") + '(' + value.sql() + ", '" + Types.name(from) + "')";
        }
        if (Types.binary(from)) {
            return "(tsql_binary_integer(hex(" + value.sql() + "), 8) <> 0)";
        }
        if (!Types.numeric(from)) {
            throw refused(from, to, wish);
        }
        return '(' + value.sql() + " <> 0)";
    }
}
