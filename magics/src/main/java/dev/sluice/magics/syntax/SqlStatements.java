package dev.sluice.magics.syntax;

import java.util.ArrayList;
import java.util.List;

/** Splits Spark SQL at its semicolons, because Livy's SQL interpreter takes one statement at a time. */
public final class SqlStatements {

    private final String text;
    private final List<String> statements = new ArrayList<>();
    private int start;
    private int position;

    private SqlStatements(String text) {
        this.text = text;
    }

    /** Returns the statements in order, without semicolons; what holds nothing but comments is left out. */
    public static List<String> split(String text) {
        return new SqlStatements(text).split();
    }

    private List<String> split() {
        boolean substance = false;
        while (position < text.length()) {
            char current = text.charAt(position);
            if (text.startsWith("--", position)) {
                skipPast("\n");
            } else if (text.startsWith("/*", position)) {
                position++;
                skipPast("*/");
            } else if (current == ';') {
                add(substance);
                substance = false;
                start = ++position;
            } else if (current == '\'' || current == '"') {
                substance = true;
                skipString(current);
            } else if (current == '`') {
                substance = true;
                skipPast("`");
            } else {
                substance |= !Character.isWhitespace(current);
                position++;
            }
        }
        add(substance);
        return List.copyOf(statements);
    }

    private void add(boolean substance) {
        if (substance) {
            statements.add(text.substring(start, position).strip());
        }
    }

    private void skipPast(String end) {
        int found = text.indexOf(end, position + 1);
        position = found < 0 ? text.length() : found + end.length();
    }

    /** Spark's strings take a backslash before a quote. */
    private void skipString(char quote) {
        for (position++; position < text.length() && text.charAt(position) != quote; position++) {
            if (text.charAt(position) == '\\') {
                position++;
            }
        }
        position = Math.min(position + 1, text.length());
    }
}
