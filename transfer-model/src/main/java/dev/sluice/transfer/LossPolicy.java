package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What to do with values that would change on their way. Written in lower case. */
public enum LossPolicy {
    /** Nothing is written. */
    REFUSE,
    /** They are changed, and counted in the receipt. */
    ALLOW;

    /**
     * Reads the lower-case form.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    @JsonCreator
    public static LossPolicy parse(String text) {
        return Words.parse(LossPolicy.class, "loss", text);
    }

    @JsonValue
    @Override
    public String toString() {
        return Words.of(this);
    }
}
