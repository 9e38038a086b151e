package dev.sluice.pool.sql.query.runtime;

/**
 * An error of T-SQL in the middle of a running query. Its message is {@code number: text}, so that it can be found again
 * in what DuckDB makes of it. It has no stack trace: it is about a value, not about a place in the code.
 */
public final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int number;
    private final String text;

    /** Makes a failure with the number and the message of a SQL pool's error. */
    public SqlFailure(int number, String text) {
        super(number + ": " + text, null, false, false);
        this.number = number;
        this.text = text;
    }

    /** The number of the error. */
    public int number() {
        return number;
    }

    /** The message of the error. */
    public String text() {
        return text;
    }
}
