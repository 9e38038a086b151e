package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.Conversions.Wish;
import dev.sluice.pool.sql.type.SqlType;

/** Conversions to character strings. */
final class TextConversions {

    /** The characters of code page 1252, as a class of a regular expression. */
    private static final String CODE_PAGE =
            "\\x{0}-\\x{7F}\\x{A0}-\\x{FF}\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
                    + "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178";

    private TextConversions() {}

    static String toText(Typed value, SqlType to, Wish wish) {
        String sql = plain(value, Types.unicode(to), wish);
        SqlType from = value.type();
        if (to.length() == SqlType.MAX) {
            return sql;
        }
        if (Types.fixed(to)) {
            return "rpad(" + sql + ", " + to.length() + ", ' ')";
        }
        int length = Types.textLength(from);
        if (length != SqlType.MAX && length <= to.length()) {
            return sql;
        }
        if (Types.integer(from)) {
            return "CASE WHEN length(" + sql + ") > " + to.length() + " THEN '*' ELSE " + sql + " END";
        }
        return "left(" + sql + ", " + to.length() + ')';
    }

    private static String plain(Typed value, boolean unicode, Wish wish) {
        String sql = value.sql();
        SqlType from = value.type();
        int style = Math.max(0, wish.style());
        return switch (from.kind()) {
            case CHAR, VARCHAR -> sql;
            case NCHAR, NVARCHAR -> unicode || latin(value) ? sql : codePage(sql);
            case BIT -> "CAST(CAST(" + sql + " AS INTEGER) AS VARCHAR)";
            case TINYINT, SMALLINT, INT, BIGINT, DECIMAL -> "CAST(" + sql + " AS VARCHAR)";
            case MONEY, SMALLMONEY -> "tsql_money_text(CAST(" + sql + " AS VARCHAR), " + style + ')';
            case REAL, FLOAT -> "tsql_float_text(CAST(" + sql + " AS DOUBLE), " + style + ')';
            case UNIQUEIDENTIFIER -> "upper(CAST(" + sql + " AS VARCHAR))";
            case BINARY, VARBINARY -> binary(sql, unicode, style);
            case DATE, TIME, DATETIME, SMALLDATETIME, DATETIME2 -> time(value, wish);
            case DATETIMEOFFSET -> '(' + time(value, wish) + " || ' +00:00')";
        };
    }

    private static String time(Typed value, Wish wish) {
        SqlType from = value.type();
        if (from.kind() == SqlType.Kind.DATE && wish.style() < 0) {
            return "CAST(" + value.sql() + " AS VARCHAR)";
        }
        return wish.function("time_text") + '(' + TimeConversions.timestamp(value) + ", '" + Types.name(from) + "', "
                + from.scale() + ", " + wish.style() + ')';
    }

    private static boolean latin(Typed value) {
        String constant = value.constant();
        return constant != null && constant.chars().allMatch(c -> c < 128);
    }

    /** What the code page lacks becomes a question mark, as in a varchar of the pool. */
    private static String codePage(String sql) {
        return "regexp_replace(" + sql + ", '[^" + CODE_PAGE + "]', '?', 'g')";
    }

    private static String binary(String sql, boolean unicode, int style) {
        return switch (style) {
            case 1 -> "('0x' || hex(" + sql + "))";
            case 2 -> "hex(" + sql + ')';
            default -> "tsql_binary_text(hex(" + sql + "), " + (unicode ? 1 : 0) + ')';
        };
    }
}
