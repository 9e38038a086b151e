package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.Exhaustion;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tds.request.ParameterNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements that a session has prepared, by the handles that the client has of them. Their texts take of the room that
 * all connections share.
 */
final class PreparedStatements {

    /** More than any client needs. */
    private static final int MAX_STATEMENTS = 100_000;

    /** A statement and the names of its parameters. */
    record Prepared(String statement, ParameterNames names) {

        private int bytes() {
            return statement.length();
        }
    }

    private final RequestRoom room;

    private final Map<Integer, Prepared> statements = new HashMap<>();
    private int lastHandle;

    PreparedStatements(RequestRoom room) {
        this.room = room;
    }

    int add(Prepared prepared) throws SqlError {
        if (statements.size() >= MAX_STATEMENTS) {
            throw new SqlError(
                    8179, 16, 1, 1, "There are " + MAX_STATEMENTS + " prepared statements. Unprepare some of them.");
        }
        if (!room.keep(prepared.bytes())) {
            throw Exhaustion.outOfMemory(1);
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
        Prepared removed = statements.remove(handle);
        if (removed != null) {
            room.give(removed.bytes());
        }
    }

    void clear() {
        List.copyOf(statements.keySet()).forEach(this::remove);
    }

    private static SqlError unknown(int handle) {
        return new SqlError(8179, 16, 2, 1, "Could not find prepared statement with handle " + handle + ".");
    }
}
