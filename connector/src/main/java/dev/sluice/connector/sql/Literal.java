package dev.sluice.connector.sql;

/** Values inside statements. */
public final class Literal {

    private Literal() {}

    /** Returns a text as a literal of {@code varchar}, for places that take ASCII, such as locations. */
    public static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    /** Returns a text as a literal of {@code nvarchar}. */
    public static String unicode(String value) {
        return 'N' + text(value);
    }
}
