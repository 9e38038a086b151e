package dev.sluice.pool.sql.query;

/** Text of the user's in DuckDB SQL: as a quoted name or a string literal, never otherwise. */
final class Quoted {

    private Quoted() {}

    /** Returns a name in double quotes. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns a string literal. */
    static String text(String value) {
        String literal = '\'' + value.replace("'", "''") + '\'';
        // DuckDB's parser ends at a zero character.
        return value.indexOf('\0') < 0 ? literal : '(' + literal.replace("\0", "' || chr(0) || '") + ')';
    }
}
