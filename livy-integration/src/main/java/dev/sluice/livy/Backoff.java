package dev.sluice.livy;

import java.time.Duration;

/** Pauses between looks at something that takes its time: short at first, half as long again each time, up to half a second. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Ticker ticker;
    private Duration next = FIRST;

    Backoff(Ticker ticker) {
        this.ticker = ticker;
    }

    void pause() {
        ticker.pause(next);
        Duration longer = next.multipliedBy(3).dividedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
