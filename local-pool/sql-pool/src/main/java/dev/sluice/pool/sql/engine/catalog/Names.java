package dev.sluice.pool.sql.engine.catalog;

import java.util.Locale;

/** How names compare: without regard to case, as in a database of the default collation. */
public final class Names {

    private Names() {}

    /** Whether two names are of one thing. */
    public static boolean same(String one, String other) {
        return fold(one).equals(fold(other));
    }

    /** Returns the form in which equal names are equal. */
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
