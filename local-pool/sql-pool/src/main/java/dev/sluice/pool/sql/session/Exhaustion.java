package dev.sluice.pool.sql.session;

/** What a SQL pool says of a statement that takes more than there is. */
public final class Exhaustion {

    /** Message of error 191. */
    public static final String NESTED_TOO_DEEPLY =
            "Some part of your SQL statement is nested too deeply. Rewrite the query or"
                    + " break it up into smaller queries.";

    /** Message of error 701. */
    public static final String OUT_OF_MEMORY = "There is insufficient system memory in the pool to run this query.";

    private Exhaustion() {}

    /**
     * Returns error 701.
     *
     * @param line line of the batch, from 1
     */
    public static SqlError outOfMemory(int line) {
        return new SqlError(701, 17, 1, line, OUT_OF_MEMORY);
    }
}
