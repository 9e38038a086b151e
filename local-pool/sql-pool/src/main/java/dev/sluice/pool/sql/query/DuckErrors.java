package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.session.SqlError;
import java.sql.SQLException;

/** Translates what DuckDB throws to errors of a SQL pool: the one place where DuckDB's messages are read. */
public final class DuckErrors {

    private DuckErrors() {}

    /**
     * Translates an error of a running statement.
     *
     * @param line line of the statement in its batch
     */
    public static SqlError translate(SQLException error, int line) {
        return new SqlError(50000, 16, 1, line, String.valueOf(error.getMessage()));
    }
}
