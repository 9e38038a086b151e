package dev.sluice.kernel;

/** Options that the kernel's process cannot be started with. */
final class InvalidOptionException extends Exception {

    InvalidOptionException(String message) {
        super(message);
    }
}
