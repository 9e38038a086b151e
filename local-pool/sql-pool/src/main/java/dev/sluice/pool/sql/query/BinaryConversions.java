package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.Conversions.Wish;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;

/** Conversions to binary strings and to uniqueidentifier. */
final class BinaryConversions {

    private BinaryConversions() {}

    static String toBinary(Typed value, SqlType to, Wish wish) throws SqlError {
        SqlType from = value.type();
        String sql = value.sql();
        int style = Math.max(0, wish.style());
        if (Types.integer(from) || from.kind() == Kind.BIT) {
            return ofInteger(value, to);
        }
        if (Types.approximate(from)) {
            return ofFloat(value, to);
        }
        String hex;
        if (Types.binary(from)) {
            hex = "hex(" + sql + ')';
        } else if (Types.text(from)) {
            hex = style == 0
                    ? "tsql_text_binary(" + sql + ", " + (Types.unicode(from) ? 1 : 0) + ')'
                    : wish.function("digits_binary") + '(' + sql + ", " + style + ')';
        } else if (from.kind() == Kind.UNIQUEIDENTIFIER) {
            hex = "tsql_uuid_binary(CAST(" + sql + " AS VARCHAR))";
        } else {
            throw Conversions.refused(from, to, wish);
        }
        return "unhex(" + sized(hex, from, to) + ')';
    }

    private static String sized(String hex, SqlType from, SqlType to) {
        if (to.length() == SqlType.MAX) {
            return hex;
        }
        if (to.kind() == Kind.BINARY) {
            return "rpad(" + hex + ", " + 2 * to.length() + ", '0')";
        }
        boolean fits = Types.binary(from) && from.length() != SqlType.MAX && from.length() <= to.length();
        return fits ? hex : "left(" + hex + ", " + 2 * to.length() + ')';
    }

    /** An integer stands at the end of a binary, the highest byte first. */
    private static String ofInteger(Typed value, SqlType to) {
        int own = Types.bytes(value.type());
        boolean sized = to.kind() == Kind.BINARY || (to.length() != SqlType.MAX && to.length() < own);
        int bytes = sized ? to.length() : own;
        String hex = "tsql_integer_binary(CAST(" + value.sql() + " AS BIGINT), " + Math.min(bytes, own) + ')';
        return "unhex(" + (bytes > own ? "lpad(" + hex + ", " + 2 * bytes + ", '0')" : hex) + ')';
    }

    /** A float is its IEEE 754 bits, the highest byte first, at the end of a binary. */
    private static String ofFloat(Typed value, SqlType to) {
        int own = value.type().kind() == Kind.REAL ? 4 : 8;
        if (to.kind() == Kind.BINARY && to.length() == own) {
            return "CAST(CAST(CAST(" + value.sql() + " AS " + (own == 4 ? "FLOAT" : "DOUBLE") + ") AS BIT) AS BLOB)";
        }
        boolean sized = to.kind() == Kind.BINARY || (to.length() != SqlType.MAX && to.length() < own);
        int bytes = sized ? to.length() : own;
        String hex = "tsql_float_binary(CAST(" + value.sql() + " AS DOUBLE), " + own + ')';
        return "unhex("
                + (bytes > own ? "lpad(" + hex + ", " + 2 * bytes + ", '0')" : "right(" + hex + ", " + 2 * bytes + ')')
                + ')';
    }

    /**
     * Reads the last bytes of a binary, the highest first, as DuckDB reads bits: in so many of them the highest is the sign,
     * in fewer there is none.
     *
     * @param type DuckDB's name of the integer of so many bytes
     */
    static String toSigned(Typed value, String type, int bytes) {
        SqlType from = value.type();
        boolean fits = from.length() != SqlType.MAX && from.length() <= bytes;
        String last = fits ? value.sql() : "unhex(right(hex(" + value.sql() + "), " + 2 * bytes + "))";
        String number = "CAST(CAST(" + last + " AS BIT) AS " + type + ')';
        // No byte at all is no bits for DuckDB, and zero for T-SQL.
        return from.kind() == Kind.BINARY
                ? number
                : "CASE WHEN octet_length(" + value.sql() + ") = 0 THEN 0 ELSE " + number + " END";
    }

    static String toUuid(Typed value, SqlType to, Wish wish) throws SqlError {
        SqlType from = value.type();
        if (Types.text(from)) {
            // A text may stand in braces, and is cut behind its digits.
            return wish.cast("left(regexp_replace(" + value.sql() + ", '^[{]', ''), 36)", "UUID");
        }
        if (Types.binary(from)) {
            return "CAST(tsql_binary_uuid(hex(" + value.sql() + ")) AS UUID)";
        }
        throw Conversions.refused(from, to, wish);
    }
}
