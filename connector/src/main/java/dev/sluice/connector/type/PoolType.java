package dev.sluice.connector.type;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;
import java.util.Optional;

/**
 * Type of a SQL pool's column, of those that can be loaded from and exported to Parquet.
 *
 * @param size length in bytes ({@code char, varchar, binary, varbinary}) or UTF-16 units ({@code nchar, nvarchar}),
 *     {@link #MAX} for the MAX types; precision of a {@code decimal}; digits of a second of {@code time, datetime2,
 *     datetimeoffset}; 0 for all others
 * @param scale digits after the point of a {@code decimal}, else 0
 */
public record PoolType(Kind kind, int size, int scale) {

    /** Size of a MAX type. */
    public static final int MAX = -1;

    /** Longest nvarchar that is no MAX type, in UTF-16 units. */
    public static final int LONGEST_NVARCHAR = 4000;

    /** Longest varbinary that is no MAX type, in bytes. */
    public static final int LONGEST_VARBINARY = 8000;

    /** Digits behind the point of money. */
    private static final int MONEY_DIGITS = 4;

    /** The types by name. */
    public enum Kind {
        BIT,
        TINYINT,
        SMALLINT,
        INT,
        BIGINT,
        DECIMAL,
        MONEY,
        SMALLMONEY,
        REAL,
        FLOAT,
        DATE,
        TIME,
        DATETIME2,
        DATETIME,
        SMALLDATETIME,
        DATETIMEOFFSET,
        CHAR,
        VARCHAR,
        NCHAR,
        NVARCHAR,
        BINARY,
        VARBINARY,
        UNIQUEIDENTIFIER;

        /** Returns whether its sizes are bytes. */
        boolean countsBytes() {
            return isBinary() || hasCodePage();
        }

        /** Returns whether its texts are in a code page. */
        public boolean hasCodePage() {
            return this == CHAR || this == VARCHAR;
        }

        /** Returns whether its values are texts. */
        public boolean isText() {
            return this == CHAR || this == VARCHAR || this == NCHAR || this == NVARCHAR;
        }

        boolean isBinary() {
            return this == BINARY || this == VARBINARY;
        }

        boolean hasFraction() {
            return this == TIME || this == DATETIME2 || this == DATETIMEOFFSET;
        }
    }

    public PoolType {
        requireNonNull(kind, "kind");
    }

    /** Makes a type that has no size. */
    public static PoolType of(Kind kind) {
        return new PoolType(kind, 0, 0);
    }

    /** Makes a type with one size. */
    public static PoolType of(Kind kind, int size) {
        return new PoolType(kind, size, 0);
    }

    /** Makes a decimal. */
    public static PoolType decimal(int precision, int scale) {
        return new PoolType(Kind.DECIMAL, precision, scale);
    }

    /**
     * Reads a type as the driver's metadata describes it.
     *
     * @param name name of the type without its size, in any case
     * @param precision length of a text or binary, precision of a decimal
     * @param scale scale of a decimal, digits of a second of the types that have them
     * @return nothing if the type cannot pass through Parquet
     */
    public static Optional<PoolType> describe(String name, int precision, int scale) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "bit" -> Optional.of(of(Kind.BIT));
            case "tinyint" -> Optional.of(of(Kind.TINYINT));
            case "smallint" -> Optional.of(of(Kind.SMALLINT));
            case "int" -> Optional.of(of(Kind.INT));
            case "bigint" -> Optional.of(of(Kind.BIGINT));
            case "decimal", "numeric" -> Optional.of(decimal(precision, scale));
            case "money" -> Optional.of(of(Kind.MONEY));
            case "smallmoney" -> Optional.of(of(Kind.SMALLMONEY));
            case "real" -> Optional.of(of(Kind.REAL));
            case "float" -> Optional.of(of(Kind.FLOAT));
            case "date" -> Optional.of(of(Kind.DATE));
            case "time" -> Optional.of(of(Kind.TIME, scale));
            case "datetime2" -> Optional.of(of(Kind.DATETIME2, scale));
            case "datetime" -> Optional.of(of(Kind.DATETIME));
            case "smalldatetime" -> Optional.of(of(Kind.SMALLDATETIME));
            case "datetimeoffset" -> Optional.of(of(Kind.DATETIMEOFFSET, scale));
            case "char" -> Optional.of(sized(Kind.CHAR, precision, LONGEST_VARBINARY));
            case "varchar" -> Optional.of(sized(Kind.VARCHAR, precision, LONGEST_VARBINARY));
            case "nchar" -> Optional.of(sized(Kind.NCHAR, precision, LONGEST_NVARCHAR));
            case "nvarchar", "sysname" -> Optional.of(sized(Kind.NVARCHAR, precision, LONGEST_NVARCHAR));
            case "binary" -> Optional.of(sized(Kind.BINARY, precision, LONGEST_VARBINARY));
            case "varbinary" -> Optional.of(sized(Kind.VARBINARY, precision, LONGEST_VARBINARY));
            case "uniqueidentifier" -> Optional.of(of(Kind.UNIQUEIDENTIFIER));
            default -> Optional.empty();
        };
    }

    private static PoolType sized(Kind kind, int length, int longest) {
        return of(kind, length <= 0 || length > longest ? MAX : length);
    }

    /** Returns whether shorter values are filled up, with blanks or zeros. */
    @JsonIgnore
    public boolean isFilledUp() {
        return kind == Kind.CHAR || kind == Kind.NCHAR || kind == Kind.BINARY;
    }

    /** Returns whether its values are exact numbers with digits behind the point, of which there are so many. */
    @JsonIgnore
    public boolean isExactFraction() {
        return kind == Kind.DECIMAL || kind == Kind.MONEY || kind == Kind.SMALLMONEY;
    }

    /** Returns the digits behind the point of an exact number. */
    public int fractionDigits() {
        return kind == Kind.DECIMAL ? scale : isExactFraction() ? MONEY_DIGITS : 0;
    }

    /** Returns whether it is a MAX type, which a clustered columnstore index does not take. */
    @JsonIgnore
    public boolean isMax() {
        return size == MAX;
    }

    /** Returns the type as T-SQL, such as {@code decimal(10,2)}. */
    public String toSql() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        if (kind == Kind.DECIMAL) {
            return name + "(" + size + "," + scale + ")";
        }
        if (kind.isText() || kind.isBinary()) {
            return name + "(" + (isMax() ? "max" : Integer.toString(size)) + ")";
        }
        return kind.hasFraction() ? name + "(" + size + ")" : name;
    }

    @Override
    public String toString() {
        return toSql();
    }
}
