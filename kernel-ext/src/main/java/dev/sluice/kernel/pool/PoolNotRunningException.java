package dev.sluice.kernel.pool;

import org.jspecify.annotations.Nullable;

/** The local pool is needed and does not run, or not as this kernel needs it. The message says how to start it. */
public final class PoolNotRunningException extends RuntimeException {

    PoolNotRunningException() {
        super("The local pool is not running. Start it: ./sluice up");
    }

    PoolNotRunningException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** It runs, and was started by a Sluice whose Livy asked for no login. */
    static PoolNotRunningException ofOlderSluice() {
        return new PoolNotRunningException(
                "The local pool was started by an older Sluice, whose Livy lets everybody of this machine in. Start it"
                        + " anew: ./sluice up",
                null);
    }
}
