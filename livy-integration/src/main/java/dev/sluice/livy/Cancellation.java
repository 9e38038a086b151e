package dev.sluice.livy;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A user's wish that something ends. Asked by one thread, heeded by another. */
public final class Cancellation {

    private boolean requested;
    private boolean insisted;
    private @Nullable Thread waiting;

    /** Asks for the end. Who waits in {@link #interruptibly} is interrupted. To ask again is to insist. */
    public synchronized void request() {
        insisted = requested;
        requested = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** Returns whether the end was asked for, here or by an interrupt of the thread, whose flag is cleared. */
    public synchronized boolean isRequested() {
        requested |= Thread.interrupted();
        return requested;
    }

    /** Returns whether the end was asked for more than once: the user does not want to wait for it. */
    public synchronized boolean isInsisted() {
        return insisted;
    }

    /**
     * Does work that waits, such as a request to a server that hangs. A wish for the end interrupts it; once the end was
     * asked for, nothing is interrupted any more, so that what is left can be done.
     */
    public <T> T interruptibly(Supplier<T> work) {
        boolean interruptible = begin();
        try {
            return work.get();
        } finally {
            if (interruptible) {
                end();
            }
        }
    }

    private synchronized boolean begin() {
        if (isRequested()) {
            return false;
        }
        waiting = Thread.currentThread();
        return true;
    }

    private synchronized void end() {
        waiting = null;
        // An interrupt that came too late must not hit what the thread does next.
        requested |= Thread.interrupted();
    }
}
