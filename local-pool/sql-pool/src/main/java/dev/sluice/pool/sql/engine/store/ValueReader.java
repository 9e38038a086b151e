package dev.sluice.pool.sql.engine.store;

import dev.sluice.pool.sql.type.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a column of a DuckDB result as values of the class that {@link SqlType.Kind} names. */
@FunctionalInterface
public interface ValueReader {

    /** Reads the column of the current row; what it returns for NULL is not used. */
    @Nullable Object read(ResultSet rows, int column) throws SQLException;

    /** Returns the reader of a type. */
    static ValueReader of(SqlType type) {
        return switch (type.kind()) {
            case BIT -> ResultSet::getBoolean;
            case TINYINT, SMALLINT -> ResultSet::getShort;
            case INT -> ResultSet::getInt;
            case BIGINT -> ResultSet::getLong;
            case DECIMAL -> decimal(type.scale());
            case MONEY, SMALLMONEY -> decimal(4);
            case REAL -> ResultSet::getFloat;
            case FLOAT -> ResultSet::getDouble;
            case VARCHAR, NVARCHAR -> ResultSet::getString;
            case CHAR, NCHAR -> padded(type.length());
            case VARBINARY -> ResultSet::getBytes;
            case BINARY -> paddedBytes(type.length());
            case DATE -> (rows, column) -> rows.getObject(column, LocalDate.class);
            case TIME -> (rows, column) -> rows.getObject(column, LocalTime.class);
            case DATETIME, SMALLDATETIME, DATETIME2 -> (rows, column) -> rows.getObject(column, LocalDateTime.class);
            case DATETIMEOFFSET ->
                (rows, column) -> {
                    OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
                    return value == null ? null : value.withOffsetSameInstant(ZoneOffset.UTC);
                };
            case UNIQUEIDENTIFIER -> (rows, column) -> rows.getObject(column, UUID.class);
        };
    }

    private static ValueReader decimal(int scale) {
        return (rows, column) -> {
            BigDecimal value = rows.getBigDecimal(column);
            return value == null || value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP);
        };
    }

    private static ValueReader padded(int length) {
        return (rows, column) -> {
            String value = rows.getString(column);
            return value == null || value.length() >= length ? value : value + " ".repeat(length - value.length());
        };
    }

    private static ValueReader paddedBytes(int length) {
        return (rows, column) -> {
            byte[] value = rows.getBytes(column);
            return value == null || value.length >= length ? value : Arrays.copyOf(value, length);
        };
    }
}
