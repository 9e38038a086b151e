package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.Conversions.Wish;
import dev.sluice.pool.sql.query.runtime.TextToTime;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;

/** Conversions to dates and times. */
final class TimeConversions {

    private static final String FIRST_DAY = "TIMESTAMP '1900-01-01 00:00:00'";

    private TimeConversions() {}

    /** Returns a date or time as a DuckDB TIMESTAMP in UTC. */
    static String timestamp(Typed value) {
        return switch (value.type().kind()) {
            case DATE -> "CAST(" + value.sql() + " AS TIMESTAMP)";
            case TIME -> "(DATE '1900-01-01' + " + value.sql() + ')';
            case DATETIMEOFFSET -> "timezone('UTC', " + value.sql() + ')';
            default -> value.sql();
        };
    }

    /** Returns the days since 1900 of an old date type, with their fraction. */
    static String days(Typed value) {
        return "((epoch_us(" + value.sql() + ") - epoch_us(" + FIRST_DAY + ")) / 86400000000.0)";
    }

    static String toTime(Typed value, SqlType to, Wish wish) throws SqlError {
        SqlType from = value.type();
        if (Types.text(from)) {
            return narrowed(ofText(value, to, wish), to, 9);
        }
        if (Types.temporal(from)) {
            boolean clash = (from.kind() == Kind.DATE && to.kind() == Kind.TIME)
                    || (from.kind() == Kind.TIME && to.kind() == Kind.DATE);
            if (clash) {
                throw Conversions.refused(from, to, wish);
            }
            return narrowed(
                    timestamp(value), to, Types.legacyTime(from) && to.kind() == Kind.DATETIME ? 0 : scale(from));
        }
        if (Types.numeric(from) && Types.legacyTime(to)) {
            String days = Types.integer(from)
                    ? "to_days(CAST(" + value.sql() + " AS INTEGER))"
                    : "to_microseconds(CAST(round(CAST("
                            + Conversions.implicit(value, SqlType.of(Kind.FLOAT), wish.at())
                                    .sql() + " AS DOUBLE) * 86400000000.0) AS BIGINT))";
            return narrowed('(' + FIRST_DAY + " + " + days + ')', to, Types.integer(from) ? 0 : 9);
        }
        throw Conversions.refused(from, to, wish);
    }

    private static int scale(SqlType type) {
        return type.kind() == Kind.DATE ? 0 : type.kind() == Kind.DATETIME ? 3 : type.scale();
    }

    private static String ofText(Typed value, SqlType to, Wish wish) {
        int style = Math.max(0, wish.style());
        String name = Types.name(to);
        if (value.constant() != null) {
            return Literals.timestamp(TextToTime.timestamp(value.constant(), name, style), to)
                    .sql();
        }
        return wish.function("text_time") + '(' + value.sql() + ", '" + name + "', " + style + ')';
    }

    /** Cuts or rounds a TIMESTAMP to what a type holds. */
    private static String narrowed(String sql, SqlType to, int scale) {
        return switch (to.kind()) {
            case DATE -> "CAST(" + sql + " AS DATE)";
            case TIME -> "CAST(" + rounded(sql, to.scale(), scale) + " AS TIME)";
            case DATETIME -> scale == 0 ? sql : "tsql_legacy_ticks(" + sql + ')';
            case SMALLDATETIME -> "date_trunc('minute', " + sql + " + INTERVAL 30 SECOND)";
            case DATETIMEOFFSET -> "timezone('UTC', " + rounded(sql, to.scale(), scale) + ')';
            default -> rounded(sql, to.scale(), scale);
        };
    }

    private static String rounded(String sql, int digits, int scale) {
        if (digits >= 6 || digits >= scale) {
            return sql;
        }
        long unit = (long) Math.pow(10, 6 - digits);
        return "time_bucket(to_microseconds(" + unit + "), " + sql + " + to_microseconds(" + unit / 2 + "))";
    }
}
