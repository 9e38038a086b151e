package dev.sluice.pool.sql.tsql;

import static java.util.Objects.requireNonNull;

/** A secret that a statement holds. It never shows in a text made of the statement. */
public final class Secret {

    private final String value;

    /** Keeps a secret. */
    public Secret(String value) {
        this.value = requireNonNull(value, "value");
    }

    /** Returns the secret itself. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
