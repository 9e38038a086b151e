package dev.sluice.livy;

import java.util.Locale;

/** State of a statement, by Livy's names. Code that failed is {@link #AVAILABLE} too: its output says so. */
public enum StatementState {
    WAITING,
    RUNNING,
    AVAILABLE,
    ERROR,
    CANCELLING,
    CANCELLED,
    /** A state that no version of Livy documents. It is taken for one that passes. */
    UNKNOWN;

    /** Returns whether the statement has ended. */
    public boolean isOver() {
        return this == AVAILABLE || this == ERROR || this == CANCELLED;
    }

    /** Reads Livy's name. */
    public static StatementState parse(String word) {
        for (StatementState state : values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
