package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a SQL pool loads staged files. Written in lower case. */
public enum LoadMethod {
    /** External table, then CTAS or INSERT..SELECT. */
    POLYBASE,
    /** COPY INTO. */
    COPY;

    /**
     * Reads the lower-case form.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    @JsonCreator
    public static LoadMethod parse(String text) {
        return Words.parse(LoadMethod.class, "load", text);
    }

    @JsonValue
    @Override
    public String toString() {
        return Words.of(this);
    }
}
