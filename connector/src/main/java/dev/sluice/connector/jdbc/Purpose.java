package dev.sluice.connector.jdbc;

/** What a connection is for: it decides what a user can do about an error. */
public enum Purpose {
    /** Rows go into a table. */
    WRITE("Cast or clean the column first, or write into a new table"),
    /** A table or a query is exported or shown. */
    READ("Cast or clean the value in a query, as in SELECT TRY_CAST(column AS bigint), and read the query"),
    /** Statements of the user run. */
    RUN("Cast or clean the value in the statement, as in TRY_CAST(column AS bigint)");

    private final String fixOfValue;

    Purpose(String fixOfValue) {
        this.fixOfValue = fixOfValue;
    }

    /** Returns what to do about a value that does not fit its type. */
    String fixOfValue() {
        return fixOfValue;
    }
}
