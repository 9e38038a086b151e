package dev.sluice.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a client proves who it is to a SQL pool. Written in lower case. */
public enum AuthMethod {
    /** Access token of the Spark pool's own identity. */
    AAD,
    /** Login name and password. */
    SQL;

    /**
     * Reads the lower-case form.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    @JsonCreator
    public static AuthMethod parse(String text) {
        return Words.parse(AuthMethod.class, "auth", text);
    }

    @JsonValue
    @Override
    public String toString() {
        return Words.of(this);
    }
}
