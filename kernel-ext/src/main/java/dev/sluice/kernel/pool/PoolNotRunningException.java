package dev.sluice.kernel.pool;

/** The local pool is needed and does not run. The message says how to start it. */
public final class PoolNotRunningException extends RuntimeException {

    PoolNotRunningException() {
        super("The local pool is not running. Start it: ./sluice up");
    }
}
