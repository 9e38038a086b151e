package dev.sluice.magics.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.transfer.ResultTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows rows: as a typed HTML table, as a text table, and as JSON for scripts. */
public final class ResultTables {

    /** The form for scripts: {@code {"columns":[{"name","type"}],"rows":[[...]],"truncated":bool}}. */
    public static final String TABLE = "application/vnd.sluice.table.v1+json";

    /** Rows of the text form; the other forms have all. */
    static final int TEXT_ROWS = 100;

    private static final int MOST_DIGITS = 100;
    private static final int LONG_CELL = 200;
    private static final int FOLDED_CELL = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> NUMERIC = Set.of(
            "tinyint",
            "smallint",
            "int",
            "integer",
            "bigint",
            "byte",
            "short",
            "long",
            "float",
            "double",
            "real",
            "decimal",
            "numeric",
            "money",
            "smallmoney");

    private static final Set<String> BINARY_FLOATING = Set.of("float", "double", "real");

    private ResultTables() {}

    /**
     * Renders a table.
     *
     * @param note what to say below it, in one line
     */
    public static MimeBundle render(ResultTable table, String note) {
        Map<String, Object> forms = new LinkedHashMap<>();
        forms.put(MimeBundle.TEXT, text(table) + note);
        forms.put(MimeBundle.HTML, html(table) + Html.muted(note));
        forms.put(TABLE, tree(table));
        return new MimeBundle(forms);
    }

    /** Returns how many rows there are, and whether there were more, in one line. */
    public static String rowCount(ResultTable table) {
        int rows = table.rows().size();
        return table.truncated()
                ? "first " + Amounts.count(rows, "row") + " shown, there are more"
                : Amounts.count(rows, "row");
    }

    private static String html(ResultTable table) {
        StringBuilder html = new StringBuilder(
                "<div style=\"overflow:auto;max-height:480px\"><table style=\"border-collapse:collapse\"><thead><tr>");
        for (ResultTable.Column column : table.columns()) {
            html.append(Html.cell(
                    "th",
                    align(column),
                    Html.escaped(column.name()) + "<br><span style=\"font-weight:normal;opacity:0.6;font-size:85%\">"
                            + Html.escaped(column.type()) + "</span>"));
        }
        html.append("</tr></thead><tbody>");
        for (List<@Nullable Object> row : table.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                ResultTable.Column column = table.columns().get(i);
                html.append(Html.cell("td", align(column), htmlCell(row.get(i), column)));
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static String htmlCell(@Nullable Object value, ResultTable.Column column) {
        if (value == null) {
            return "<span style=\"opacity:0.5;font-style:italic\">NULL</span>";
        }
        String text = text(value, column);
        if (text.length() <= LONG_CELL) {
            return "<span style=\"white-space:pre-wrap\">" + Html.escaped(text) + "</span>";
        }
        return Html.folded(text.substring(0, text.offsetByCodePoints(0, FOLDED_CELL)) + "…", Html.code(text));
    }

    private static String text(ResultTable table) {
        TextTable text = new TextTable(
                table.columns().stream().map(ResultTable.Column::name).toList(),
                table.columns().stream().map(ResultTables::align).toList());
        for (List<@Nullable Object> row :
                table.rows().subList(0, Math.min(TEXT_ROWS, table.rows().size()))) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                cells.add(value == null ? "NULL" : text(value, table.columns().get(i)));
            }
            text.add(cells);
        }
        int left = table.rows().size() - TEXT_ROWS;
        return text.text() + (left > 0 ? "(and " + Amounts.count(left, "more row") + ")\n" : "");
    }

    private static String text(Object value, ResultTable.Column column) {
        if (value instanceof BigDecimal number) {
            if (BINARY_FLOATING.contains(base(column.type()))) {
                return Double.toString(number.doubleValue());
            }
            // No decimal of Spark or a SQL pool has more digits, and 1E+999999999 written out has a billion.
            return Math.abs((long) number.scale()) > MOST_DIGITS ? number.toString() : number.toPlainString();
        }
        if (value instanceof Map || value instanceof List) {
            try {
                return JSON.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("Invalid value in column " + column.name() + ": " + value, e);
            }
        }
        return value.toString();
    }

    private static Html.Align align(ResultTable.Column column) {
        return NUMERIC.contains(base(column.type())) ? Html.Align.RIGHT : Html.Align.LEFT;
    }

    private static String base(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        int parenthesis = lower.indexOf('(');
        String base = parenthesis < 0 ? lower : lower.substring(0, parenthesis);
        return base.endsWith("_type") ? base.substring(0, base.length() - "_type".length()) : base;
    }

    private static Map<String, Object> tree(ResultTable table) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(
                "columns",
                table.columns().stream()
                        .map(column -> Map.of("name", column.name(), "type", column.type()))
                        .toList());
        tree.put("rows", table.rows());
        tree.put("truncated", table.truncated());
        return tree;
    }
}
