package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a write does if the table exists. Written in lower case. */
public enum SaveMode {
    /** Refuses. */
    ERROR,
    /** Adds the rows. */
    APPEND,
    /** Replaces the rows. */
    OVERWRITE,
    /** Leaves the table as it is and writes nothing. */
    IGNORE;

    /**
     * Reads the lower-case form.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    @JsonCreator
    public static SaveMode parse(String text) {
        return Words.parse(SaveMode.class, "mode", text);
    }

    @JsonValue
    @Override
    public String toString() {
        return Words.of(this);
    }
}
