package dev.sluice.pool.sql.engine.catalog;

import dev.sluice.pool.sql.type.SqlType;
import java.util.Locale;

/** How T-SQL writes types. */
public final class TypeNames {

    private TypeNames() {}

    /** Returns the name alone: {@code nvarchar}. */
    public static String bare(SqlType type) {
        return type.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the type as a column declares it: {@code nvarchar(10)}. */
    public static String declared(SqlType type) {
        String name = bare(type);
        return switch (type.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY ->
                name + '(' + (type.length() == SqlType.MAX ? "max" : String.valueOf(type.length())) + ')';
            case DECIMAL -> name + '(' + type.precision() + ',' + type.scale() + ')';
            case TIME, DATETIME2, DATETIMEOFFSET -> name + '(' + type.scale() + ')';
            default -> name;
        };
    }

    /** Returns the number of {@code sys.types}. */
    public static int systemId(SqlType type) {
        return switch (type.kind()) {
            case UNIQUEIDENTIFIER -> 36;
            case DATE -> 40;
            case TIME -> 41;
            case DATETIME2 -> 42;
            case DATETIMEOFFSET -> 43;
            case TINYINT -> 48;
            case SMALLINT -> 52;
            case INT -> 56;
            case SMALLDATETIME -> 58;
            case REAL -> 59;
            case MONEY -> 60;
            case DATETIME -> 61;
            case FLOAT -> 62;
            case BIT -> 104;
            case DECIMAL -> 106;
            case SMALLMONEY -> 122;
            case BIGINT -> 127;
            case VARBINARY -> 165;
            case VARCHAR -> 167;
            case BINARY -> 173;
            case CHAR -> 175;
            case NVARCHAR -> 231;
            case NCHAR -> 239;
        };
    }

    /** Returns the bytes of a value at most, -1 for MAX. */
    public static int bytes(SqlType type) {
        return switch (type.kind()) {
            case NCHAR, NVARCHAR -> type.length() == SqlType.MAX ? SqlType.MAX : 2 * type.length();
            case CHAR, VARCHAR, BINARY, VARBINARY -> type.length();
            case BIT, TINYINT -> 1;
            case SMALLINT -> 2;
            case DATE -> 3;
            case INT, REAL, SMALLMONEY, SMALLDATETIME -> 4;
            case BIGINT, FLOAT, MONEY, DATETIME -> 8;
            case UNIQUEIDENTIFIER -> 16;
            case DECIMAL -> type.precision() <= 9 ? 5 : type.precision() <= 19 ? 9 : type.precision() <= 28 ? 13 : 17;
            case TIME -> 5 - shorter(type.scale());
            case DATETIME2 -> 8 - shorter(type.scale());
            case DATETIMEOFFSET -> 10 - shorter(type.scale());
        };
    }

    private static int shorter(int scale) {
        return scale <= 2 ? 2 : scale <= 4 ? 1 : 0;
    }
}
