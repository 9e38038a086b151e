package dev.sluice.livy;

import java.util.Locale;

/** State of a session, by Livy's names. */
public enum SessionState {
    NOT_STARTED(Stage.STARTING),
    STARTING(Stage.STARTING),
    RECOVERING(Stage.STARTING),
    IDLE(Stage.READY),
    RUNNING(Stage.READY),
    BUSY(Stage.READY),
    SHUTTING_DOWN(Stage.OVER),
    ERROR(Stage.OVER),
    DEAD(Stage.OVER),
    KILLED(Stage.OVER),
    SUCCESS(Stage.OVER),
    /** A state that no version of Livy documents. It is taken for one that passes. */
    UNKNOWN(Stage.STARTING);

    private enum Stage {
        STARTING,
        READY,
        OVER
    }

    private final Stage stage;

    SessionState(Stage stage) {
        this.stage = stage;
    }

    /** Returns whether the session takes statements. */
    public boolean isReady() {
        return stage == Stage.READY;
    }

    /** Returns whether the session has ended for good. */
    public boolean isOver() {
        return stage == Stage.OVER;
    }

    /** Returns the name that Livy gives it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads Livy's name. */
    public static SessionState parse(String word) {
        for (SessionState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
