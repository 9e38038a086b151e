package dev.sluice.connector.sql;

import java.util.ArrayList;
import java.util.List;

/** Splits a script into the batches between its lines {@code GO}, and a batch into its statements. */
public final class Batches {

    private Batches() {}

    /** Returns the batches of a script, without empty ones. */
    public static List<String> of(String script) {
        List<String> batches = new ArrayList<>();
        StringBuilder batch = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (line.strip().equalsIgnoreCase("go")) {
                add(batches, batch);
            } else {
                batch.append(line).append('\n');
            }
        }
        add(batches, batch);
        return List.copyOf(batches);
    }

    /**
     * Returns the statements of a batch, which end with semicolons. Semicolons in texts, names and comments end none. A batch
     * that does not use them is one statement.
     */
    public static List<String> statements(String batch) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        int i = 0;
        while (i < batch.length()) {
            int end = endOfToken(batch, i);
            if (batch.charAt(i) == ';') {
                add(statements, statement);
            } else {
                statement.append(batch, i, end);
            }
            i = end;
        }
        add(statements, statement);
        return List.copyOf(statements);
    }

    private static int endOfToken(String text, int start) {
        char first = text.charAt(start);
        if (first == '\'' || first == '"') {
            return after(text, String.valueOf(first), start + 1);
        }
        if (first == '[') {
            return after(text, "]", start + 1);
        }
        if (text.startsWith("--", start)) {
            return after(text, "\n", start);
        }
        return text.startsWith("/*", start) ? after(text, "*/", start + 2) : start + 1;
    }

    private static int after(String text, String mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? text.length() : at + mark.length();
    }

    private static void add(List<String> all, StringBuilder next) {
        String text = next.toString().strip();
        if (!text.isEmpty()) {
            all.add(text);
        }
        next.setLength(0);
    }
}
