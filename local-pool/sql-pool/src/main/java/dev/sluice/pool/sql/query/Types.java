package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.List;
import java.util.Locale;

/** The rules of T-SQL's types: families, precedence, and the type that two types meet in. */
final class Types {

    /** Types from the one that wins over all others to the one that loses to all ("Data type precedence"). */
    private static final List<Kind> PRECEDENCE = List.of(
            Kind.DATETIMEOFFSET,
            Kind.DATETIME2,
            Kind.DATETIME,
            Kind.SMALLDATETIME,
            Kind.DATE,
            Kind.TIME,
            Kind.FLOAT,
            Kind.REAL,
            Kind.DECIMAL,
            Kind.MONEY,
            Kind.SMALLMONEY,
            Kind.BIGINT,
            Kind.INT,
            Kind.SMALLINT,
            Kind.TINYINT,
            Kind.BIT,
            Kind.UNIQUEIDENTIFIER,
            Kind.NVARCHAR,
            Kind.NCHAR,
            Kind.VARCHAR,
            Kind.CHAR,
            Kind.VARBINARY,
            Kind.BINARY);

    private static final int MAX_PRECISION = 38;

    private Types() {}

    static SqlType decimal(int precision, int scale) {
        return new SqlType(Kind.DECIMAL, 0, precision, scale);
    }

    static SqlType varchar(int length) {
        return new SqlType(Kind.VARCHAR, length > 8000 ? SqlType.MAX : length, 0, 0);
    }

    static SqlType nvarchar(int length) {
        return new SqlType(Kind.NVARCHAR, length > 4000 ? SqlType.MAX : length, 0, 0);
    }

    static SqlType varbinary(int length) {
        return new SqlType(Kind.VARBINARY, length > 8000 ? SqlType.MAX : length, 0, 0);
    }

    static boolean text(SqlType type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> true;
            default -> false;
        };
    }

    static boolean unicode(SqlType type) {
        return type.kind() == Kind.NCHAR || type.kind() == Kind.NVARCHAR;
    }

    static boolean binary(SqlType type) {
        return type.kind() == Kind.BINARY || type.kind() == Kind.VARBINARY;
    }

    static boolean fixed(SqlType type) {
        return type.kind() == Kind.CHAR || type.kind() == Kind.NCHAR || type.kind() == Kind.BINARY;
    }

    static boolean integer(SqlType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT, BIGINT -> true;
            default -> false;
        };
    }

    static boolean money(SqlType type) {
        return type.kind() == Kind.MONEY || type.kind() == Kind.SMALLMONEY;
    }

    static boolean approximate(SqlType type) {
        return type.kind() == Kind.REAL || type.kind() == Kind.FLOAT;
    }

    /** Whether it is a number, a bit included. */
    static boolean numeric(SqlType type) {
        return integer(type)
                || money(type)
                || approximate(type)
                || type.kind() == Kind.DECIMAL
                || type.kind() == Kind.BIT;
    }

    static boolean temporal(SqlType type) {
        return switch (type.kind()) {
            case DATE, TIME, DATETIME, SMALLDATETIME, DATETIME2, DATETIMEOFFSET -> true;
            default -> false;
        };
    }

    /** Whether it is one of the old types that take numbers of days. */
    static boolean legacyTime(SqlType type) {
        return type.kind() == Kind.DATETIME || type.kind() == Kind.SMALLDATETIME;
    }

    /** Returns the name of a type without lengths. */
    static String name(SqlType type) {
        return type.kind() == Kind.DECIMAL ? "numeric" : type.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the bytes of an integer. */
    static int bytes(SqlType type) {
        return switch (type.kind()) {
            case TINYINT, BIT -> 1;
            case SMALLINT -> 2;
            case INT -> 4;
            default -> 8;
        };
    }

    /** Whether the first wins over the second. */
    static boolean precedes(SqlType first, SqlType second) {
        return PRECEDENCE.indexOf(first.kind()) < PRECEDENCE.indexOf(second.kind());
    }

    /** Returns the decimal that holds any value of an exact number. */
    static SqlType asDecimal(Typed value) {
        if (value.origin() == Typed.Origin.INTEGER_LITERAL) {
            String digits = value.constant() == null ? "" : value.constant();
            return decimal(Math.max(1, digits.length()), 0);
        }
        return asDecimal(value.type());
    }

    static SqlType asDecimal(SqlType type) {
        return switch (type.kind()) {
            case DECIMAL -> type;
            case MONEY -> decimal(19, 4);
            case SMALLMONEY -> decimal(10, 4);
            case BIGINT -> decimal(19, 0);
            case SMALLINT -> decimal(5, 0);
            case TINYINT -> decimal(3, 0);
            case BIT -> decimal(1, 0);
            default -> decimal(10, 0);
        };
    }

    /** Returns the decimal of a precision that may be too large: T-SQL then gives up digits after the point. */
    static SqlType bounded(int precision, int scale) {
        if (precision <= MAX_PRECISION) {
            return decimal(precision, scale);
        }
        int kept = Math.max(Math.min(scale, MAX_PRECISION - (precision - scale)), Math.min(scale, 6));
        return decimal(MAX_PRECISION, kept);
    }

    /** Returns the type that values of both become when they meet in a CASE, a UNION or a comparison. */
    static SqlType common(Typed left, Typed right) {
        if (left.isNull()) {
            return right.type();
        }
        if (right.isNull()) {
            return left.type();
        }
        boolean decimals = left.type().kind() == Kind.DECIMAL || right.type().kind() == Kind.DECIMAL;
        if (decimals && exact(left.type()) && exact(right.type())) {
            return merged(asDecimal(left), asDecimal(right));
        }
        return common(left.type(), right.type());
    }

    private static boolean exact(SqlType type) {
        return numeric(type) && !approximate(type);
    }

    /** Returns the type that values of both types become. */
    static SqlType common(SqlType left, SqlType right) {
        SqlType winner = precedes(left, right) ? left : right;
        if (text(left) && text(right)) {
            return commonText(left, right, winner);
        }
        if (binary(left) && binary(right)) {
            return new SqlType(left.kind() == right.kind() ? left.kind() : Kind.VARBINARY, longer(left, right), 0, 0);
        }
        return switch (winner.kind()) {
            case DECIMAL -> exact(left) && exact(right) ? merged(asDecimal(left), asDecimal(right)) : winner;
            case TIME, DATETIME2, DATETIMEOFFSET ->
                new SqlType(winner.kind(), 0, 0, Math.max(seconds(left), seconds(right)));
            default -> winner;
        };
    }

    private static int seconds(SqlType type) {
        return temporal(type) ? type.scale() : 0;
    }

    private static SqlType commonText(SqlType left, SqlType right, SqlType winner) {
        boolean same = left.kind() == right.kind();
        Kind wide = unicode(winner) ? Kind.NVARCHAR : Kind.VARCHAR;
        int length = longer(left, right);
        boolean fits = length <= (unicode(winner) ? 4000 : 8000);
        return new SqlType(same ? left.kind() : wide, fits ? length : SqlType.MAX, 0, 0);
    }

    private static int longer(SqlType left, SqlType right) {
        return left.length() == SqlType.MAX || right.length() == SqlType.MAX
                ? SqlType.MAX
                : Math.max(left.length(), right.length());
    }

    private static SqlType merged(SqlType left, SqlType right) {
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        return bounded(whole + scale, scale);
    }

    /** Returns the most characters that a value of a type has as a string. */
    static int textLength(SqlType type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> type.length();
            case BINARY, VARBINARY -> type.length();
            case BIT -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 6;
            case INT -> 11;
            case BIGINT -> 20;
            case DECIMAL -> type.precision() + 3;
            case MONEY, SMALLMONEY -> 22;
            case REAL, FLOAT -> 24;
            case DATE -> 10;
            case TIME -> 16;
            case DATETIME, SMALLDATETIME -> 30;
            case DATETIME2 -> 27;
            case DATETIMEOFFSET -> 34;
            case UNIQUEIDENTIFIER -> 36;
        };
    }

    /** Returns a string type, unicode if one of the others is, of a length or MAX if it is that or too long. */
    static SqlType textOf(boolean unicode, int length) {
        if (length == SqlType.MAX) {
            return new SqlType(unicode ? Kind.NVARCHAR : Kind.VARCHAR, SqlType.MAX, 0, 0);
        }
        return unicode ? nvarchar(length) : varchar(length);
    }
}
