package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a transfer is compared at both ends. Written in lower case. */
public enum Verification {
    /** Not at all. */
    NONE,
    /** By the number of rows. */
    COUNT,
    /** By the number of rows and a fingerprint of every column. */
    CHECKSUM;

    /**
     * Reads the lower-case form.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    @JsonCreator
    public static Verification parse(String text) {
        return Words.parse(Verification.class, "verify", text);
    }

    @JsonValue
    @Override
    public String toString() {
        return Words.of(this);
    }
}
