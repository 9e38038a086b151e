package dev.sluice.pool.sql.type;

import static java.util.Objects.requireNonNull;

/**
 * A T-SQL type with its lengths. The Java value of each kind stands at {@link Kind}.
 *
 * @param length characters of (n)char and (n)varchar, bytes of (var)binary, {@link #MAX} for MAX; 0 for other kinds
 * @param precision digits of decimal and numeric, else 0
 * @param scale digits after the point of decimal, of the seconds of time, datetime2 and datetimeoffset, else 0
 */
public record SqlType(Kind kind, int length, int precision, int scale) {

    /** The length that {@code MAX} stands for. */
    public static final int MAX = -1;

    /** Kinds of types, each with the class of its values. */
    public enum Kind {
        /** {@link Boolean}. */
        BIT,
        /** {@link Short}, 0 to 255. */
        TINYINT,
        /** {@link Short}. */
        SMALLINT,
        /** {@link Integer}. */
        INT,
        /** {@link Long}. */
        BIGINT,
        /** {@link java.math.BigDecimal} of the type's scale. */
        DECIMAL,
        /** {@link java.math.BigDecimal} of scale 4. */
        MONEY,
        /** {@link java.math.BigDecimal} of scale 4. */
        SMALLMONEY,
        /** {@link Float}. */
        REAL,
        /** {@link Double}. */
        FLOAT,
        /** {@link String}, padded. */
        CHAR,
        /** {@link String}. */
        VARCHAR,
        /** {@link String}, padded. */
        NCHAR,
        /** {@link String}. */
        NVARCHAR,
        /** {@code byte[]}, padded. */
        BINARY,
        /** {@code byte[]}. */
        VARBINARY,
        /** {@link java.time.LocalDate}. */
        DATE,
        /** {@link java.time.LocalTime}. */
        TIME,
        /** {@link java.time.LocalDateTime}, to 1/300 second. */
        DATETIME,
        /** {@link java.time.LocalDateTime}, to the minute. */
        SMALLDATETIME,
        /** {@link java.time.LocalDateTime}. */
        DATETIME2,
        /** {@link java.time.OffsetDateTime}. */
        DATETIMEOFFSET,
        /** {@link java.util.UUID}. */
        UNIQUEIDENTIFIER
    }

    public SqlType {
        requireNonNull(kind, "kind");
    }

    /** Returns a type that needs no lengths. */
    public static SqlType of(Kind kind) {
        return new SqlType(kind, 0, 0, 0);
    }
}
