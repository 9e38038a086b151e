package dev.sluice.pool.sql.query;

import java.util.Locale;

/** How strings are compared. Blanks at the end never count. */
enum Collation {
    /** {@code SQL_Latin1_General_CP1_CI_AS}, the pool's own: case does not count. */
    INSENSITIVE,
    /** Case counts. */
    SENSITIVE;

    /** Returns the collation of a name. */
    static Collation named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean sensitive =
                upper.contains("_CS") || upper.endsWith("_BIN") || upper.endsWith("_BIN2") || upper.contains("_BIN2_");
        return sensitive ? SENSITIVE : INSENSITIVE;
    }

    /** Returns the SQL of what two equal strings have in common, and of what they are sorted by. */
    String key(String sql) {
        String trimmed = "rtrim(" + sql + ", ' ')";
        return this == SENSITIVE ? trimmed : "lower(" + trimmed + ')';
    }
}
