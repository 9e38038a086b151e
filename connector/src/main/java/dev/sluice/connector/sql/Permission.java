package dev.sluice.connector.sql;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What somebody may do with a table, or may not.
 *
 * @param name such as {@code SELECT}
 * @param grantee the user or role
 * @param column the column that it is of, null for the whole table
 */
public record Permission(
        State state, String name, String grantee, @Nullable String column) {

    /** What was said of it. */
    public enum State {
        GRANT,
        GRANT_WITH_GRANT_OPTION,
        DENY
    }

    public Permission {
        requireNonNull(state, "state");
        requireNonNull(name, "name");
        requireNonNull(grantee, "grantee");
    }
}
