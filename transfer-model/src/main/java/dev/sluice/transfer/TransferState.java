package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What is known of a transfer. Written in lower case, with spaces. */
public enum TransferState {
    /** Its driver lives and works on it. */
    RUNNING,
    /** Readers of the target see the rows of the write. */
    PUBLISHED,
    /** Readers of the target see what they saw before, and that cannot change any more. */
    NOT_PUBLISHED,
    /** The rows of the read came to Spark. */
    EXPORTED,
    /** The rows of the read did not come to Spark. */
    NOT_EXPORTED,
    /** Nobody has said what became of the rows, and nobody has asked yet. */
    UNKNOWN;

    /**
     * Reads the lower-case form.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    @JsonCreator
    public static TransferState parse(String text) {
        return Words.parse(TransferState.class, "state", text.replace(' ', '_'));
    }

    @JsonValue
    @Override
    public String toString() {
        return Words.of(this).replace('_', ' ');
    }
}
