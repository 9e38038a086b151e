package dev.sluice.pool.spark.repl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/**
 * Values of an SQL result as Livy writes them.
 *
 * <p>Numbers and decimals as JSON numbers, dates as text, timestamps as text in UTC to the second (Livy's format; a
 * fraction is lost), binary as an array of signed bytes, structs and arrays as arrays, maps as objects. What JSON has no
 * number for (NaN, infinity) is null.
 */
final class RowJson {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'", java.util.Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RowJson() {}

    /** Returns the row's values in their order. */
    static ArrayNode of(Row row) {
        ArrayNode cells = JSON.arrayNode(row.length());
        for (int i = 0; i < row.length(); i++) {
            cells.add(value(row.get(i)));
        }
        return cells;
    }

    private static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Timestamp timestamp) {
            return JSON.textNode(TIMESTAMP.format(timestamp.toInstant()));
        }
        if (value instanceof Instant instant) {
            return JSON.textNode(TIMESTAMP.format(instant));
        }
        return composite(value);
    }

    private static JsonNode number(Number number) {
        if (number instanceof BigDecimal decimal) {
            return DecimalNode.valueOf(decimal);
        }
        if (number instanceof Double || number instanceof Float) {
            double exact = number.doubleValue();
            if (!Double.isFinite(exact)) {
                return JSON.nullNode();
            }
            return number instanceof Float single ? JSON.numberNode(single.floatValue()) : JSON.numberNode(exact);
        }
        return JSON.numberNode(number.longValue());
    }

    private static JsonNode composite(Object value) {
        if (value instanceof Row struct) {
            return of(struct);
        }
        if (value instanceof byte[] bytes) {
            ArrayNode array = JSON.arrayNode(bytes.length);
            for (byte each : bytes) {
                array.add(each);
            }
            return array;
        }
        if (value instanceof scala.collection.Seq<?> elements) {
            ArrayNode array = JSON.arrayNode(elements.size());
            JavaConverters.seqAsJavaList(elements).forEach(element -> array.add(value(element)));
            return array;
        }
        if (value instanceof scala.collection.Map<?, ?> entries) {
            ObjectNode object = JSON.objectNode();
            for (Map.Entry<?, ?> entry : JavaConverters.mapAsJavaMap(entries).entrySet()) {
                object.set(String.valueOf(entry.getKey()), value(entry.getValue()));
            }
            return object;
        }
        return JSON.textNode(value.toString());
    }
}
