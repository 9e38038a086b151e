package dev.sluice.pool.sql.query.runtime;

/**
 * An error of T-SQL in the middle of a running query; {@link RaisedFailures} carries it through DuckDB. It has no stack
 * trace: it is about a value, not about a place in the code.
 */
public final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Characters of the longest message that SQL Server raises. */
    private static final int LONGEST = 2047;

    private final int number;
    private final String text;

    /** Makes a failure with the number and the message of a SQL pool's error, cut to what such a message may have. */
    public SqlFailure(int number, String text) {
        super(number + ": " + cut(text), null, false, false);
        this.number = number;
        this.text = cut(text);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
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
