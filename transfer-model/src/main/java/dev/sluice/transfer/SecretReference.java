package dev.sluice.transfer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where the driver of the Spark pool finds a secret. Written {@code file:PATH}, {@code env:NAME} or {@code conf:KEY}. */
public record SecretReference(Store store, String key) {

    /** The places a secret can be in. */
    public enum Store {
        /** First line of a file that the driver can read. */
        FILE,
        /** Environment variable of the driver. */
        ENV,
        /** Entry of the Spark configuration. */
        CONF
    }

    public SecretReference {
        requireNonNull(store, "store");
        requireNonNull(key, "key");
    }

    /**
     * Reads a reference.
     *
     * @throws IllegalArgumentException if the text names no known store. The text is not repeated in the message, because
     *     it may be a password that was typed here by mistake.
     */
    @JsonCreator
    public static SecretReference parse(String text) {
        int colon = text.indexOf(':');
        for (Store store : Store.values()) {
            if (colon > 0
                    && colon + 1 < text.length()
                    && text.substring(0, colon).equals(prefix(store))) {
                return new SecretReference(store, text.substring(colon + 1));
            }
        }
        throw new IllegalArgumentException(
                "Invalid secret: write where it is found, as file:PATH, env:NAME or conf:KEY, never the secret itself");
    }

    @JsonValue
    @Override
    public String toString() {
        return prefix(store) + ':' + key;
    }

    private static String prefix(Store store) {
        return store.name().toLowerCase(Locale.ROOT);
    }
}
