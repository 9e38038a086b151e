package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value as the table of the {@code %table} magic.
 *
 * <pre>{"headers":[{"type":"BIGINT_TYPE","name":"0"}],"data":[[1],[2]]}</pre>
 *
 * <p>An array is a table of its elements, anything else a table of one row. Columns of arrays are named by position, of
 * objects by their fields in the order of names.
 */
final class LivyTable {

    private LivyTable() {}

    /** Returns the table, or the failure that Livy gives for rows whose columns change their type. */
    static Outcome of(JsonNode value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Map<String, String> types = new TreeMap<>(LivyTable::compareColumns);
        ArrayNode data = json.arrayNode();
        for (JsonNode row : value.isArray() ? value : json.arrayNode().add(value)) {
            ArrayNode cells = data.addArray();
            for (Map.Entry<String, JsonNode> cell : columns(row).entrySet()) {
                String type = type(cell.getValue());
                String before = types.putIfAbsent(cell.getKey(), type);
                if (type.isEmpty() || (before != null && !before.equals(type))) {
                    return Outcome.Failure.of("TypeError", "table rows have different types");
                }
                cells.add(cell.getValue());
            }
        }
        ObjectNode table = json.objectNode();
        ArrayNode headers = table.putArray("headers");
        types.forEach((name, type) -> headers.addObject().put("type", type).put("name", name));
        table.set("data", data);
        ObjectNode shown = json.objectNode();
        shown.set(Outcome.TABLE, table);
        return new Outcome.Success(shown);
    }

    private static Map<String, JsonNode> columns(JsonNode row) {
        Map<String, JsonNode> columns = new TreeMap<>(LivyTable::compareColumns);
        if (row.isObject()) {
            row.fields().forEachRemaining(field -> columns.put(field.getKey(), field.getValue()));
        } else if (row.isArray()) {
            for (int i = 0; i < row.size(); i++) {
                columns.put(Integer.toString(i), row.get(i));
            }
        } else {
            columns.put("0", row);
        }
        return columns;
    }

    /** Positions are ordered as numbers (Livy orders them as text: 10 before 2), names as text. */
    private static int compareColumns(String left, String right) {
        boolean positions = isPosition(left) && isPosition(right);
        return positions && left.length() != right.length()
                ? Integer.compare(left.length(), right.length())
                : left.compareTo(right);
    }

    private static boolean isPosition(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Returns the name of the type; empty when the parts of a value differ in type. */
    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "NULL_TYPE";
            case BOOLEAN -> "BOOLEAN_TYPE";
            case NUMBER ->
                value.isIntegralNumber() ? "BIGINT_TYPE" : value.isBigDecimal() ? "DECIMAL_TYPE" : "DOUBLE_TYPE";
            case ARRAY -> ofOneType(value) ? "ARRAY_TYPE" : "";
            case OBJECT -> ofOneType(value) ? "MAP_TYPE" : "";
            default -> "STRING_TYPE";
        };
    }

    private static boolean ofOneType(JsonNode parts) {
        String first = "";
        for (JsonNode part : parts) {
            String type = type(part);
            if (type.isEmpty() || (!first.isEmpty() && !first.equals(type))) {
                return false;
            }
            first = type;
        }
        return true;
    }
}
