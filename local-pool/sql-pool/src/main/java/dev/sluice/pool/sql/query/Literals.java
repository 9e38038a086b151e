package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Values that are known before a query runs. */
final class Literals {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

    private Literals() {}

    static Typed integer(long value) {
        boolean small = value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
        return Typed.of("CAST(" + value + " AS " + (small ? "INTEGER" : "BIGINT") + ')', small ? Kind.INT : Kind.BIGINT)
                .notNull();
    }

    /** Returns a string as {@code 'x'} is. */
    static Typed text(String value) {
        return text(value, Types.varchar(Math.max(1, value.length())));
    }

    /** Returns a string of a type. */
    static Typed text(String value, SqlType type) {
        return new Typed(Quoted.text(value), type, false, Collation.INSENSITIVE, Typed.Origin.VALUE, value);
    }

    static Typed string(Expression.StringLiteral literal) {
        int length = Math.max(1, literal.value().length());
        return text(
                literal.value(),
                literal.encoding() == Expression.Encoding.UNICODE ? Types.nvarchar(length) : Types.varchar(length));
    }

    static Typed binary(String hex) {
        return Typed.of("unhex('" + hex + "')", Types.varbinary(Math.max(1, hex.length() / 2)))
                .notNull();
    }

    /** Returns a number as its text says: int, decimal, float or money. */
    static Typed number(Expression.NumberLiteral literal) throws SqlError {
        String text = literal.text();
        Position at = literal.at();
        if (text.startsWith("$")) {
            return Typed.of(
                            "CAST(" + new BigDecimal(text.substring(1)).toPlainString() + " AS DECIMAL(19, 4))",
                            Kind.MONEY)
                    .notNull();
        }
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw Refusal.error(168, "The floating point value '" + text + "' is out of range.", at);
            }
            return Typed.of("CAST('" + value + "' AS DOUBLE)", Kind.FLOAT).notNull();
        }
        if (text.indexOf('.') < 0) {
            BigInteger value = new BigInteger(text);
            if (value.bitLength() < 32) {
                return new Typed(
                        "CAST(" + value + " AS INTEGER)",
                        SqlType.of(Kind.INT),
                        false,
                        Collation.INSENSITIVE,
                        Typed.Origin.INTEGER_LITERAL,
                        value.toString());
            }
        }
        return decimal(new BigDecimal(text), text, at);
    }

    private static Typed decimal(BigDecimal value, String text, Position at) throws SqlError {
        int scale = Math.max(0, value.scale());
        int precision = Math.max(value.precision(), Math.max(1, scale));
        if (precision > 38) {
            throw Refusal.error(1007, "The number '" + text + "' is out of the range for numeric representation.", at);
        }
        SqlType type = Types.decimal(precision, scale);
        return Typed.of("CAST(" + value.toPlainString() + " AS " + DuckTypes.sql(type) + ')', type)
                .notNull();
    }

    static Typed timestamp(LocalDateTime value, SqlType type) {
        return Typed.of("TIMESTAMP '" + TIMESTAMP.format(value) + '\'', type).notNull();
    }

    /** Returns a value of the class that its type names. */
    static Typed value(TypedValue typed) {
        Object value = typed.value();
        SqlType type = typed.type();
        if (value == null) {
            return Typed.of("CAST(NULL AS " + DuckTypes.sql(type) + ')', type);
        }
        if (value instanceof String text) {
            return text(text, type);
        }
        return Typed.of(sql(value, type), type).notNull();
    }

    private static String sql(Object value, SqlType type) {
        if (value instanceof byte[] bytes) {
            return "unhex('" + HexFormat.of().formatHex(bytes) + "')";
        }
        if (value instanceof LocalDateTime time) {
            return "TIMESTAMP '" + TIMESTAMP.format(time) + '\'';
        }
        if (value instanceof LocalDate date) {
            return "DATE '" + date + '\'';
        }
        if (value instanceof LocalTime time) {
            return "TIME '" + TIME.format(time) + '\'';
        }
        if (value instanceof OffsetDateTime time) {
            LocalDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
            return "CAST('" + TIMESTAMP.format(utc) + "+00' AS TIMESTAMPTZ)";
        }
        String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return "CAST('" + text + "' AS " + DuckTypes.sql(type) + ')';
    }
}
