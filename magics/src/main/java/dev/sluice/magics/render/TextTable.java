package dev.sluice.magics.render;

import java.util.ArrayList;
import java.util.List;

/** A table for terminals. Columns that do not fit are named below it, long values end in an ellipsis. */
final class TextTable {

    private static final int WIDEST_CELL = 60;
    private static final int WIDEST_TABLE = 180;

    private final List<String> headers;
    private final List<Html.Align> aligns;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<String> headers, List<Html.Align> aligns) {
        this.headers = headers.stream().map(TextTable::oneLine).toList();
        this.aligns = aligns;
    }

    void add(List<String> row) {
        rows.add(row.stream().map(TextTable::oneLine).toList());
    }

    String text() {
        int shown = 0;
        int total = 0;
        List<Integer> widths = new ArrayList<>();
        while (shown < headers.size()) {
            int width = width(shown);
            total += width + 3;
            if (shown > 0 && total > WIDEST_TABLE) {
                break;
            }
            widths.add(width);
            shown++;
        }
        StringBuilder text = new StringBuilder();
        line(text, headers, widths);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : "-+-").append("-".repeat(widths.get(i)));
        }
        text.append('\n');
        rows.forEach(row -> line(text, row, widths));
        if (shown < headers.size()) {
            text.append("(and columns ")
                    .append(String.join(", ", headers.subList(shown, headers.size())))
                    .append(")\n");
        }
        return text.toString();
    }

    private int width(int column) {
        int width = headers.get(column).codePointCount(0, headers.get(column).length());
        for (List<String> row : rows) {
            String cell = row.get(column);
            width = Math.max(width, cell.codePointCount(0, cell.length()));
        }
        return Math.max(1, width);
    }

    private void line(StringBuilder text, List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths.get(i) - cell.codePointCount(0, cell.length()));
            line.append(i == 0 ? "" : " | ");
            line.append(aligns.get(i) == Html.Align.RIGHT ? padding + cell : cell + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String oneLine(String cell) {
        String line = cell.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        if (line.codePointCount(0, line.length()) <= WIDEST_CELL) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, WIDEST_CELL - 1)) + "…";
    }
}
