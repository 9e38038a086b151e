package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.tds.request.TransactionRequest;
import dev.sluice.pool.sql.tds.token.Done;
import dev.sluice.pool.sql.tds.token.EnvironmentChange;

/**
 * The transaction of a session as the client knows it: by a number that the server gives it.
 *
 * <p>Invariant: at the end of each answer the client has been told whether a transaction is open.
 */
final class Transactions {

    private static final long NONE = 0;

    private final SqlSession session;
    private long current = NONE;
    private long last;

    Transactions(SqlSession session) {
        this.session = session;
    }

    /** Does what the request says. */
    void handle(TransactionRequest request, Answer answer) throws SqlError {
        switch (request.kind()) {
            case BEGIN -> session.begin();
            case COMMIT -> session.commit();
            case ROLLBACK -> session.rollback();
            case SAVE -> throw new SqlError(111214, 16, 1, 1, "Savepoints are not supported by a dedicated SQL pool.");
            case DISTRIBUTED ->
                throw new SqlError(
                        3914, 16, 1, 1, "Distributed transactions are not supported by a dedicated SQL pool.");
        }
        answer.done(Done.plain(Done.Kind.STATEMENT));
        tell(answer, request.kind() == TransactionRequest.Kind.ROLLBACK);
        if (request.beginsAnother()) {
            session.begin();
            tell(answer, false);
        }
    }

    /**
     * Tells the client of a transaction that has begun or ended.
     *
     * @param failed whether one that has ended did so by a failure
     */
    void tell(Answer answer, boolean failed) {
        if (session.inTransaction() == (current != NONE)) {
            return;
        }
        if (current == NONE) {
            current = ++last;
            answer.addBeforeDone(EnvironmentChange.begun(current));
            return;
        }
        answer.addBeforeDone(failed ? EnvironmentChange.rolledBack(current) : EnvironmentChange.committed(current));
        current = NONE;
    }
}
