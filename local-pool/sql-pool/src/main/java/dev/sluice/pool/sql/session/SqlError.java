package dev.sluice.pool.sql.session;

import static java.util.Objects.requireNonNull;

/** An error as a SQL pool reports it: number, severity and state, and the line of the batch it is about. */
public final class SqlError extends Exception {

    private static final long serialVersionUID = 1;

    private final int number;
    private final int severity;
    private final int state;
    private final int line;

    /**
     * Makes an error.
     *
     * @param severity 11 to 16 for the user's errors, 17 to 19 for the service's, 20 and above ends the connection
     * @param line line of the batch, counted from 1
     */
    public SqlError(int number, int severity, int state, int line, String message) {
        super(requireNonNull(message, "message"));
        this.number = number;
        this.severity = severity;
        this.state = state;
        this.line = line;
    }

    public int number() {
        return number;
    }

    public int severity() {
        return severity;
    }

    public int state() {
        return state;
    }

    public int line() {
        return line;
    }
}
