package dev.sluice.pool.spark;

/** The pool cannot start as it was asked to; the message is one line for the user. */
final class PoolOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    PoolOptionException(String message) {
        super(message);
    }
}
