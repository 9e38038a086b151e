package dev.sluice.livy;

import java.time.Duration;

/** Pauses between looks at something that takes its time: short at first, half as long again each time, up to half a second. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Ticker ticker;
    private final Cancellation cancellation;
    private Duration next = FIRST;

    /** Makes pauses that a cancellation ends early. */
    Backoff(Ticker ticker, Cancellation cancellation) {
        this.ticker = ticker;
        this.cancellation = cancellation;
    }

    void pause() {
        pause(Duration.ZERO);
    }

    /** Pauses for the time that is due, or for a longer one that the server asks for. */
    void pause(Duration atLeast) {
        Duration due = next.compareTo(atLeast) > 0 ? next : atLeast;
        cancellation.interruptibly(() -> {
            ticker.pause(due);
            return due;
        });
        Duration longer = next.multipliedBy(3).dividedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
