package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.session.SqlError;

/**
 * Transactions as a dedicated pool has them: one level, no DDL inside, and an error leaves nothing but a rollback.
 *
 * <pre>
 * none --BEGIN--> open --COMMIT--> none
 *                 open --error--> doomed --ROLLBACK--> none
 *                                 doomed --any other--> none, with error 111233
 * </pre>
 */
final class Transactions {

    private Transactions() {}

    static void begin(Scope scope) throws SqlError, CancelledException {
        requireSound(scope);
        if (scope.link().inTransaction()) {
            throw error(111212, "Operation cannot be performed within a transaction.");
        }
        scope.link().begin();
    }

    static void commit(Scope scope) throws SqlError, CancelledException {
        requireSound(scope);
        if (!scope.link().inTransaction()) {
            throw error(111214, "An attempt to complete a transaction has failed. No corresponding transaction found.");
        }
        scope.link().commit();
    }

    static void rollback(Scope scope) throws SqlError {
        if (!scope.link().inTransaction()) {
            throw error(111214, "An attempt to complete a transaction has failed. No corresponding transaction found.");
        }
        scope.link().rollback();
        scope.state().redeem();
    }

    /** Notes that a statement failed or was cancelled. */
    static void failed(Scope scope) {
        if (scope.link().inTransaction()) {
            scope.state().doom();
        }
    }

    /** Requires that no error came before in the transaction; else it ends here. */
    static void requireSound(Scope scope) throws SqlError {
        if (!scope.state().doomed()) {
            return;
        }
        scope.state().redeem();
        if (scope.link().inTransaction()) {
            scope.link().rollback();
        }
        throw error(
                111233,
                "The current transaction has aborted, and any pending changes have been rolled back. Cause: A"
                        + " transaction in a rollback-only state was not explicitly rolled back before a DDL, DML or"
                        + " SELECT statement.");
    }

    /** Requires that no transaction is open, as DDL does. */
    static void requireNone(Scope scope) throws SqlError {
        if (scope.link().inTransaction() || scope.state().on("IMPLICIT_TRANSACTIONS")) {
            throw error(111212, "Operation cannot be performed within a transaction.");
        }
    }

    /** Begins a transaction if the session is to have one around each statement. */
    static void beginImplicitly(Scope scope) throws SqlError, CancelledException {
        if (scope.state().on("IMPLICIT_TRANSACTIONS") && !scope.link().inTransaction()) {
            scope.link().begin();
        }
    }

    private static SqlError error(int number, String message) {
        return new SqlError(number, 16, 1, 1, message);
    }
}
