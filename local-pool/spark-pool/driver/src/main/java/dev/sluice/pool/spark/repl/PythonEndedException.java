package dev.sluice.pool.spark.repl;

/** The Python process is gone; the message says how it ended. */
final class PythonEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PythonEndedException(String message) {
        super(message);
    }
}
