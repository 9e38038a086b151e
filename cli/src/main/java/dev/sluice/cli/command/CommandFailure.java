package dev.sluice.cli.command;

/** Says why a sub-command did not do its work. The message is meant for the person at the terminal. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
