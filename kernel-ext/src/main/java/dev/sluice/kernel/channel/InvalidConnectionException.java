package dev.sluice.kernel.channel;

/** A connection file that the kernel cannot use. The message says which, why and what is expected. */
public final class InvalidConnectionException extends Exception {

    InvalidConnectionException(String message) {
        super(message);
    }

    InvalidConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
