package dev.sluice.pool.sql.engine.store;

/** Pieces of DuckDB's SQL. */
public final class DuckSql {

    private DuckSql() {}

    /** Returns a name in double quotes. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns a text as a literal. */
    public static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
