package dev.sluice.magics;

import dev.sluice.livy.Ticker;
import java.time.Duration;

/** Time that passes only by waiting. */
public final class ManualTicker implements Ticker {

    private Duration now = Duration.ofHours(1);

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        now = now.plus(duration);
    }
}
