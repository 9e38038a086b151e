package dev.sluice.connector.settings;

import static java.util.Objects.requireNonNull;

/** A text that must not be seen. {@link #toString} does not show it. */
public final class Secret {

    private final String text;

    public Secret(String text) {
        this.text = requireNonNull(text, "text");
    }

    /** Returns the text, for the one call that needs it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "***";
    }
}
