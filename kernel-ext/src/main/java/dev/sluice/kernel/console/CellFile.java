package dev.sluice.kernel.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text with cells in it, which lines that begin with {@code # %%} separate: the percent form that editors and Jupytext
 * know. What comes before the first such line is a cell too, unless it is blank; a cell marked {@code [markdown]} is text
 * and none.
 *
 * @param cells code of the cells, without the lines that separate them
 */
public record CellFile(List<String> cells) {

    private static final String SEPARATOR = "# %%";

    /** Possessive: any other repetition of a group takes stack for each line. */
    private static final Pattern BLANK_LINES_ABOVE = Pattern.compile("\\A(?:\\h*+\r?\n)++");

    public CellFile {
        cells = List.copyOf(cells);
    }

    /** Reads the cells of a text. */
    public static CellFile parse(String text) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        String separator = "";
        // Windows marks UTF-8 by this sign at the begin, which is no code.
        String written = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (String line : lines(written)) {
            if (line.startsWith(SEPARATOR)) {
                finish(cells, separator, cell);
                separator = line;
            } else {
                cell.append(line).append('\n');
            }
        }
        finish(cells, separator, cell);
        return new CellFile(cells);
    }

    /** Lines end with a line feed; a carriage return may stand in a name or a value, and stays. */
    private static List<String> lines(String text) {
        return List.of((text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1));
    }

    private static void finish(List<String> cells, String separator, StringBuilder cell) {
        boolean beforeTheFirst = separator.isEmpty();
        String code = BLANK_LINES_ABOVE.matcher(cell).replaceFirst("").stripTrailing();
        cell.setLength(0);
        if (!(beforeTheFirst && code.isEmpty()) && !separator.contains("[markdown]")) {
            cells.add(code);
        }
    }
}
