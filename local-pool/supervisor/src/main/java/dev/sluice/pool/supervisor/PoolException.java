package dev.sluice.pool.supervisor;

/** Says why the local pool could not be started or stopped. The message is meant for the person who asked for it. */
public final class PoolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PoolException(String message) {
        super(message);
    }

    PoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
