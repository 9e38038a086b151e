package dev.sluice.connector.type;

import static java.util.Objects.requireNonNull;

/**
 * Column of a SQL pool's table.
 *
 * @param name bare name, without delimiters
 */
public record PoolColumn(String name, PoolType type, boolean nullable) {

    public PoolColumn {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    /** Returns the name in brackets. */
    public String toSql() {
        return quoted(name);
    }

    /** Returns a name in brackets, as T-SQL takes any name. */
    public static String quoted(String name) {
        return '[' + name.replace("]", "]]") + ']';
    }
}
