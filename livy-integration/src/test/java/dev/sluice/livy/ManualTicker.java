package dev.sluice.livy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only by waiting. */
public final class ManualTicker implements Ticker {

    public final List<Duration> pauses = new ArrayList<>();
    private static final Duration BEGIN = Duration.ofDays(3);

    private Duration now = BEGIN;

    /** Returns the sum of all pauses. */
    public Duration waited() {
        return now.minus(BEGIN);
    }

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }
}
