package dev.sluice.livy;

import java.util.concurrent.atomic.AtomicBoolean;

/** A user's wish that something ends. Asked by one thread, heeded by another. */
public final class Cancellation {

    private final AtomicBoolean requested = new AtomicBoolean();

    /** Asks for the end. */
    public void request() {
        requested.set(true);
    }

    /** Returns whether the end was asked for, here or by an interrupt of the thread. */
    public boolean isRequested() {
        return requested.get() || Thread.currentThread().isInterrupted();
    }
}
