package dev.sluice.cli.setup;

/** Says what is missing on this machine and how to get it. The message is meant for the person at the terminal. */
public final class SetupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SetupException(String message) {
        super(message);
    }

    SetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
