package dev.sluice.magics.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.transfer.ResultTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what Livy answers to a statement that went well, and makes of it what cells show. */
public final class LanguageResults {

    /** What {@code %table} of Livy's Scala and Python interpreters answers. */
    private static final String LIVY_TABLE = "application/vnd.livy.table.v1+json";

    /** What the local pool's Python answers beside its text, if the cell has a result or complained. */
    private static final String OUTPUT = "application/vnd.sluice.output.v1+json";

    private static final String JSON = "application/json";

    /**
     * What a Spark pool may show in a notebook as it is: pixels, and JSON, which front ends draw as a tree. Everything else runs,
     * or may hold what runs, in the page of the notebook, with the rights of its user: scripts, HTML, SVG, and Markdown and the
     * forms of plotting libraries, in which there may be HTML. HTML of a cell is made by Sluice alone.
     */
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", JSON);

    /** Most rows that are drawn, whatever the server sends: a page of more is of no use, and each costs a kilobyte. */
    private static final int MOST_ROWS = 10_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LanguageResults() {}

    /**
     * What a cell printed, complained and gave, apart.
     *
     * @param result text of the cell's value, or null if it has none
     */
    public record Apart(
            String stdout, String stderr, @Nullable String result) {}

    /** Returns the parts of a cell's output, if the server told them apart and there is nothing to show beside them. */
    public static Optional<Apart> apart(Map<String, @Nullable Object> data) {
        boolean alone = data.keySet().stream().allMatch(type -> type.equals(MimeBundle.TEXT) || type.equals(OUTPUT));
        if (!alone || !(data.get(OUTPUT) instanceof Map<?, ?> parts)) {
            return Optional.empty();
        }
        return Optional.of(new Apart(
                part(parts, "stdout"),
                part(parts, "stderr"),
                parts.containsKey("result") ? part(parts, "result") : null));
    }

    private static String part(Map<?, ?> parts, String name) {
        return parts.get(name) instanceof String text ? text : "";
    }

    /**
     * Returns what is more than text.
     *
     * @param data content by MIME type, as Livy gave it
     * @param rowCap rows that the server returns of a SQL statement at most
     */
    public static Optional<MimeBundle> rich(Map<String, @Nullable Object> data, int rowCap) {
        if (data.get(LIVY_TABLE) instanceof Map<?, ?> table && table.get("headers") instanceof List<?> headers) {
            return Optional.of(table(columns(headers), table.get("data"), MOST_ROWS));
        }
        if (data.get(JSON) instanceof Map<?, ?> result
                && result.get("schema") instanceof Map<?, ?> schema
                && schema.get("fields") instanceof List<?> fields) {
            return Optional.of(table(columns(fields), result.get("data"), rowCap));
        }
        if (data.keySet().stream().allMatch(type -> type.equals(MimeBundle.TEXT) || type.equals(OUTPUT))) {
            return Optional.empty();
        }
        Map<String, Object> forms = new LinkedHashMap<>();
        forms.put(MimeBundle.TEXT, substitute(data));
        data.forEach((type, content) -> {
            // Without HTML beside it, text is what the code printed, and no form of the same.
            boolean text = type.equals(MimeBundle.TEXT) && data.containsKey(MimeBundle.HTML);
            boolean shown = SHOWN.contains(type) && (type.equals(JSON) || content instanceof String);
            if (content != null && (shown || text)) {
                forms.put(type, text ? content.toString() : content);
            }
        });
        return Optional.of(new MimeBundle(forms));
    }

    /** Returns what terminals show of content that is no text. */
    private static String substitute(Map<String, @Nullable Object> data) {
        Object json = data.get(JSON);
        if (json == null) {
            List<String> types = data.keySet().stream()
                    .filter(type -> !type.equals(MimeBundle.TEXT) && !type.equals(OUTPUT))
                    .toList();
            List<String> hidden =
                    types.stream().filter(type -> !SHOWN.contains(type)).toList();
            return '('
                    + String.join(", ", types)
                    + ')'
                    + (hidden.isEmpty()
                            ? ""
                            : " Not shown: " + String.join(", ", hidden)
                                    + ". A Spark pool shows text, images and JSON in a notebook, and nothing that could"
                                    + " run there.");
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid JSON content: " + json, e);
        }
    }

    private static MimeBundle table(List<ResultTable.Column> columns, @Nullable Object data, int rowCap) {
        if (columns.isEmpty()) {
            return MimeBundle.html(
                    Html.muted("Done. The statement returns no rows."), "Done. The statement returns no rows.");
        }
        int most = Math.min(rowCap, MOST_ROWS);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        if (data instanceof List<?> list) {
            for (Object row : list.subList(0, Math.min(list.size(), most))) {
                rows.add(row(columns, row));
            }
        }
        boolean capped = rows.size() >= most;
        ResultTable table = new ResultTable(columns, rows, capped);
        String note = capped
                ? "first " + Amounts.count(rows.size(), "row") + " shown: the Spark pool returns no more to a notebook,"
                        + " there may be more"
                : ResultTables.rowCount(table);
        return ResultTables.render(table, note);
    }

    private static List<ResultTable.Column> columns(List<?> fields) {
        List<ResultTable.Column> columns = new ArrayList<>();
        for (Object field : fields) {
            if (field instanceof Map<?, ?> map) {
                columns.add(new ResultTable.Column(String.valueOf(map.get("name")), type(map.get("type"))));
            }
        }
        return columns;
    }

    /** Returns the name of a type as Spark writes it in DDL. In the JSON of a schema, nested types are objects. */
    private static String type(@Nullable Object type) {
        if (!(type instanceof Map<?, ?> nested)) {
            return String.valueOf(type);
        }
        return switch (String.valueOf(nested.get("type"))) {
            case "array" -> "array<" + type(nested.get("elementType")) + '>';
            case "map" -> "map<" + type(nested.get("keyType")) + ',' + type(nested.get("valueType")) + '>';
            case "udt" -> type(nested.get("sqlType"));
            default -> {
                List<ResultTable.Column> fields =
                        nested.get("fields") instanceof List<?> list ? columns(list) : List.of();
                yield "struct<"
                        + String.join(
                                ",",
                                fields.stream()
                                        .map(field -> field.name() + ':' + field.type())
                                        .toList())
                        + '>';
            }
        };
    }

    private static List<@Nullable Object> row(List<ResultTable.Column> columns, @Nullable Object row) {
        List<?> values = row instanceof List<?> list ? list : List.of();
        List<@Nullable Object> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = i < values.size() ? values.get(i) : null;
            cells.add(columns.get(i).type().equals("binary") ? binary(value) : value);
        }
        return cells;
    }

    /** Livy writes binary as a list of signed bytes. */
    private static @Nullable Object binary(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            if (!(list.get(i) instanceof Number number)) {
                return value;
            }
            bytes[i] = number.byteValue();
        }
        return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
