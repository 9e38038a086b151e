package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Step of a transfer, in the order they run. Written in lower case. */
public enum Phase {
    /** Resolves the target and checks types. */
    PREFLIGHT,
    /** Writes the staged Parquet. */
    STAGE,
    /** Loads staged files into a new table. */
    LOAD,
    /** Compares both ends. */
    VERIFY,
    /** Puts the rows in place. */
    PUBLISH,
    /** Drops what was staged. */
    CLEAN;

    /**
     * Reads the lower-case form.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    @JsonCreator
    public static Phase parse(String text) {
        return Words.parse(Phase.class, "phase", text);
    }

    @JsonValue
    @Override
    public String toString() {
        return Words.of(this);
    }
}
