package dev.sluice.kernel.message;

/** Frames that are no message of the Jupyter protocol, or not signed with the connection's key. */
public final class InvalidMessageException extends Exception {

    InvalidMessageException(String message) {
        super(message);
    }

    InvalidMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
