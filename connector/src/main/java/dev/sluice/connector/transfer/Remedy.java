package dev.sluice.connector.transfer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One line of code that makes a frame fit, as Python and Scala both take it. */
final class Remedy {

    private static final String VARIABLE = "[\\p{L}_][\\p{L}\\p{N}_]*";

    private Remedy() {}

    /**
     * Returns the line that replaces columns by expressions and keeps the others.
     *
     * @param frame name of the frame as the user wrote it
     * @param columns names of all columns that are to be written
     * @param mended expressions of Spark SQL by column
     */
    static String select(String frame, List<String> columns, Map<String, String> mended) {
        return columns.stream()
                .map(column -> {
                    String expression = mended.get(column);
                    return literal(expression == null ? quoted(column) : expression + " as " + quoted(column));
                })
                .collect(Collectors.joining(", ", variable(frame) + ".selectExpr(", ")"));
    }

    /** Returns the line that gives every column a name that a table can have. */
    static String rename(String frame, List<String> columns) {
        Set<String> taken = new HashSet<>();
        return columns.stream()
                .map(column -> literal(free(column, taken)))
                .collect(Collectors.joining(", ", variable(frame) + ".toDF(", ")"));
    }

    private static String free(String column, Set<String> taken) {
        String base = column.isBlank() ? "column" : column.substring(0, Math.min(column.length(), 120));
        String name = base;
        for (int i = 2; !taken.add(Mapping.fold(name)); i++) {
            name = base + '_' + i;
        }
        return name;
    }

    /** Returns a column's name as Spark SQL takes it. */
    static String quoted(String column) {
        return column.matches("[A-Za-z_][A-Za-z0-9_]*") ? column : '`' + column.replace("`", "``") + '`';
    }

    private static String variable(String frame) {
        return frame.matches(VARIABLE) ? frame : "df";
    }

    private static String literal(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
