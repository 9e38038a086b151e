package dev.sluice.connector.jdbc;

import dev.sluice.transfer.ResultTable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns rows into a table to show, in the forms that {@link ResultTable} states. */
public final class Cells {

    /** Greatest whole number up to which a double holds every one. */
    private static final long MOST_IN_DOUBLE = 1L << 53;

    private Cells() {}

    /** Reads rows, at most so many. What is left of them is not read, and the server still sends it. */
    public static ResultTable read(ResultSet rows, int limit) throws SQLException {
        ResultSetMetaData data = rows.getMetaData();
        List<ResultTable.Column> columns = DescribedColumn.all(data).stream()
                .map(column -> new ResultTable.Column(column.name(), column.typeAsSql()))
                .toList();
        List<List<@Nullable Object>> table = new ArrayList<>();
        boolean truncated = false;
        while (rows.next()) {
            if (table.size() == limit) {
                truncated = true;
                break;
            }
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(cell(rows, data.getColumnType(i), i));
            }
            table.add(row);
        }
        return new ResultTable(columns, table, truncated);
    }

    private static @Nullable Object cell(ResultSet rows, int type, int at) throws SQLException {
        return switch (type) {
            case Types.DATE, Types.TIME -> rows.getString(at);
            case Types.TIMESTAMP, microsoft.sql.Types.DATETIMEOFFSET -> iso(rows.getString(at));
            default -> cell(rows.getObject(at));
        };
    }

    /** Returns a value in its JSON form. */
    public static @Nullable Object cell(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Long whole) {
            return Math.abs(whole) > MOST_IN_DOUBLE || whole == Long.MIN_VALUE ? whole.toString() : (Object) whole;
        }
        if (value instanceof BigDecimal exact) {
            return exact.toPlainString();
        }
        if (value instanceof Float number) {
            // By its own digits, not by those of the nearest double.
            return Double.valueOf(number.toString());
        }
        if (value instanceof Number) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
        }
        return value.toString();
    }

    /** Returns a time as SQL writes it, {@code 2020-01-31 10:00:00.5}, as ISO 8601 writes it. */
    public static @Nullable String iso(@Nullable String time) {
        if (time == null || time.length() <= 10) {
            return time;
        }
        return time.substring(0, 10) + 'T' + time.substring(11).replace(" ", "");
    }
}
