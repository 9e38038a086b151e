package dev.sluice.magics.render;

import java.util.ArrayList;
import java.util.List;

/** A small table of texts, for notebooks and for terminals. */
final class HtmlTable {

    private final List<String> headers;
    private final int numeric;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Makes a table without rows.
     *
     * @param numeric the column of numbers, or -1
     */
    HtmlTable(List<String> headers, int numeric) {
        this.headers = List.copyOf(headers);
        this.numeric = numeric;
    }

    void add(List<String> row) {
        rows.add(List.copyOf(row));
    }

    String text() {
        List<Html.Align> aligns = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            aligns.add(align(i));
        }
        TextTable table = new TextTable(headers, aligns);
        rows.forEach(table::add);
        return table.text();
    }

    String html() {
        StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse\"><thead><tr>");
        for (int i = 0; i < headers.size(); i++) {
            html.append(Html.cell("th", align(i), Html.escaped(headers.get(i))));
        }
        html.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append(Html.cell("td", align(i), Html.escaped(row.get(i))));
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private Html.Align align(int column) {
        return column == numeric ? Html.Align.RIGHT : Html.Align.LEFT;
    }
}
