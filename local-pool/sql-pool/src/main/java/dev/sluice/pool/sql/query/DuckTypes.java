package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.type.SqlType;

/**
 * The DuckDB type that holds values of a T-SQL type. Lengths of strings, the scale of times and the offset of
 * {@code datetimeoffset} are not part of it.
 */
public final class DuckTypes {

    private DuckTypes() {}

    /** Returns the DuckDB type as SQL: {@code DECIMAL(18, 4)}. */
    public static String sql(SqlType type) {
        return switch (type.kind()) {
            case BIT -> "BOOLEAN";
            case TINYINT -> "UTINYINT";
            case SMALLINT -> "SMALLINT";
            case INT -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DECIMAL -> "DECIMAL(" + type.precision() + ", " + type.scale() + ")";
            case MONEY -> "DECIMAL(19, 4)";
            case SMALLMONEY -> "DECIMAL(10, 4)";
            case REAL -> "FLOAT";
            case FLOAT -> "DOUBLE";
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> "VARCHAR";
            case BINARY, VARBINARY -> "BLOB";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case DATETIME, SMALLDATETIME, DATETIME2 -> "TIMESTAMP";
            case DATETIMEOFFSET -> "TIMESTAMPTZ";
            case UNIQUEIDENTIFIER -> "UUID";
        };
    }
}
