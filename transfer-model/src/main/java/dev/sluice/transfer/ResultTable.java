package dev.sluice.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows to show, with types.
 *
 * @param rows one list a row, one value a column: JSON strings, booleans, numbers or null. Numbers that a double cannot hold
 *     (bigint beyond 2^53, decimals) are strings; dates and times are ISO 8601 strings, binary is {@code 0x} and hex digits
 * @param truncated whether there were more rows than are here
 */
public record ResultTable(List<Column> columns, List<List<@Nullable Object>> rows, boolean truncated) {

    public ResultTable {
        columns = List.copyOf(columns);
        List<List<@Nullable Object>> copy = new ArrayList<>(rows.size());
        for (List<@Nullable Object> row : rows) {
            copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copy);
    }

    /**
     * A column of the result.
     *
     * @param type name of the type as its engine writes it, such as {@code decimal(10,2)}
     */
    public record Column(String name, String type) {}
}
