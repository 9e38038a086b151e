package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tds.request.ParameterNames;
import java.util.HashMap;
import java.util.Map;

/** The statements that a session has prepared, by the handles that the client has of them. */
final class PreparedStatements {

    /** More than any client needs; each one costs its text. */
    private static final int MAX_STATEMENTS = 100_000;

    /** A statement and the names of its parameters. */
    record Prepared(String statement, ParameterNames names) {}

    private final Map<Integer, Prepared> statements = new HashMap<>();
    private int lastHandle;

    int add(Prepared prepared) throws SqlError {
        if (statements.size() >= MAX_STATEMENTS) {
            throw new SqlError(
                    8179, 16, 1, 1, "There are " + MAX_STATEMENTS + " prepared statements. Unprepare some of them.");
        }
        statements.put(++lastHandle, prepared);
        return lastHandle;
    }

    Prepared find(int handle) throws SqlError {
        Prepared prepared = statements.get(handle);
        if (prepared == null) {
            throw unknown(handle);
        }
        return prepared;
    }

    void remove(int handle) {
        statements.remove(handle);
    }

    void clear() {
        statements.clear();
    }

    private static SqlError unknown(int handle) {
        return new SqlError(8179, 16, 2, 1, "Could not find prepared statement with handle " + handle + ".");
    }
}
