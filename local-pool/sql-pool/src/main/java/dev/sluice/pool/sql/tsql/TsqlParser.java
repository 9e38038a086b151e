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
        return new Grammar(batch).statements.batch();
    }
}
