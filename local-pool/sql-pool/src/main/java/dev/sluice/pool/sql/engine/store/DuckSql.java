package dev.sluice.pool.sql.engine.store;

import java.util.regex.Pattern;

/** Pieces of DuckDB's SQL. */
public final class DuckSql {

    /** What DuckDB takes for a pattern in a path. */
    private static final Pattern PATTERN_CHARACTER = Pattern.compile("[*?\\[]");

    private DuckSql() {}

    /** Whether a path holds what DuckDB takes for a pattern. */
    public static boolean patterned(String path) {
        return PATTERN_CHARACTER.matcher(path).find();
    }

    /** Returns a path as DuckDB's pattern of that path alone: a character that stands for others is a set of its own. */
    public static String exactly(String path) {
        return PATTERN_CHARACTER.matcher(path).replaceAll("[$0]");
    }

    /** Returns a name in double quotes. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns a text as a literal. */
    public static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
