package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import java.util.List;

/** Reads a batch of T-SQL. */
public final class TsqlParser {

    private TsqlParser() {}

    /**
     * Reads a batch.
     *
     * @throws SqlError 102 and its like for what is not T-SQL or not supported, with line and column
     */
    public static List<Statement> parse(String batch) throws SqlError {
        if (batch.isBlank()) {
            return List.of();
        }
        throw new SqlError(102, 15, 1, 1, "Incorrect syntax near '" + batch + "'.");
    }
}
