package dev.sluice.livy;

import java.time.Duration;

/** Time, as code that waits needs it. Tests bring their own. */
public interface Ticker {

    /** The machine's time. */
    Ticker SYSTEM = new SystemTicker();

    /** Returns the time since some fixed moment. */
    Duration now();

    /** Waits. Returns early, with the thread's interrupted flag set, if the thread is interrupted. */
    void pause(Duration duration);
}
