package dev.sluice.connector.context;

import java.time.Duration;
import java.util.List;

/** How long to wait for a server that does not answer, before it is asked again. */
public final class Backoff {

    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20));

    /** How often to ask: over about forty seconds, and the time that the asking takes. */
    public static final int ATTEMPTS = PAUSES.size();

    private final Pause pause;

    Backoff(Pause pause) {
        this.pause = pause;
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        /** Waits for a time, or until the thread is interrupted, which it stays. */
        void of(Duration time);
    }

    /** Waits before an attempt, counted from 0. */
    public void pause(int attempt) {
        pause.of(PAUSES.get(attempt));
    }
}
