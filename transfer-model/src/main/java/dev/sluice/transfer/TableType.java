package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where the rows of a written table live. Written in lower case. */
public enum TableType {
    /** In the SQL pool. */
    INTERNAL,
    /** In the lake; the SQL pool holds the definition. */
    EXTERNAL;

    /**
     * Reads the lower-case form.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    @JsonCreator
    public static TableType parse(String text) {
        return Words.parse(TableType.class, "type", text);
    }

    @JsonValue
    @Override
    public String toString() {
        return Words.of(this);
    }
}
