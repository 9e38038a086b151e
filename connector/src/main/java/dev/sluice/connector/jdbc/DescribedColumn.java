package dev.sluice.connector.jdbc;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.ErrorCode;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Column as the driver describes it.
 *
 * @param type name of the type without its size
 */
public record DescribedColumn(String name, String type, int precision, int scale, boolean nullable) {

    public static List<DescribedColumn> all(ResultSetMetaData data) throws SQLException {
        List<DescribedColumn> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(new DescribedColumn(
                    data.getColumnLabel(i),
                    data.getColumnTypeName(i),
                    data.getPrecision(i),
                    data.getScale(i),
                    data.isNullable(i) != ResultSetMetaData.columnNoNulls));
        }
        return List.copyOf(columns);
    }

    /** Returns the type as T-SQL writes it, with its size where it has one. */
    public String typeAsSql() {
        return PoolType.describe(type, precision, scale).map(PoolType::toSql).orElse(type);
    }

    /**
     * Returns the column for a transfer.
     *
     * @throws TransferFailedException if its type cannot pass through Parquet, or if it has no name
     */
    public PoolColumn toPoolColumn() {
        if (name.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "A column of the query has no name",
                    "Every column needs one to become a column of a view",
                    "Name it, as in SELECT COUNT(*) AS n");
        }
        return PoolType.describe(type, precision, scale)
                .map(known -> new PoolColumn(name, known, nullable))
                .orElseThrow(() -> TransferFailedException.of(
                        ErrorCode.UNSUPPORTED_TYPE,
                        "Cannot read column " + name + " of type " + type,
                        "The SQL pool cannot export that type",
                        "Read a query that casts it, as in SELECT CAST(" + PoolColumn.quoted(name)
                                + " AS nvarchar(4000)) AS " + PoolColumn.quoted(name)));
    }
}
