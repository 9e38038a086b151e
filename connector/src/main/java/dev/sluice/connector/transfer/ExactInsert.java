package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.Statements;
import dev.sluice.transfer.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * Adds rows in one transaction, all of them or none.
 *
 * @param rows number of rows that must be added
 * @param before statements that the same transaction runs first, such as one that deletes the rows that are replaced
 * @param insert adds the rows
 * @param mark adds what tells afterwards that the transaction was committed
 */
record ExactInsert(long rows, List<String> before, String insert, String mark) {

    ExactInsert {
        before = List.copyOf(before);
    }

    /**
     * Runs the transaction.
     *
     * @param beforeCommit is called when nothing but the commit is left; if it throws, no row is added
     * @throws TransferFailedException of {@link ErrorCode#VERIFICATION_FAILED} if it is another number, or the server does
     *     not tell: none is added then; of {@link ErrorCode#SQL_POOL_UNREACHABLE} if the connection broke: they may be added
     */
    void run(PoolSession session, Statements statements, Recorder recorder, Runnable beforeCommit) {
        session.execute(statements.beginTransaction());
        try {
            before.forEach(session::execute);
            Optional<Long> inserted = session.execute(insert);
            if (!inserted.equals(Optional.of(rows))) {
                throw TransferFailedException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        inserted.map(some -> "The SQL pool loaded " + some + " rows of " + rows)
                                .orElse("The SQL pool does not say how many of " + rows + " rows it loaded"),
                        "Staged files and loaded rows differ",
                        "Nothing was added. Run the transfer again");
            }
            session.execute(mark);
            beforeCommit.run();
            session.execute(statements.commitTransaction());
        } catch (TransferFailedException e) {
            rollBack(session, statements, recorder);
            throw e;
        }
    }

    private static void rollBack(PoolSession session, Statements statements, Recorder recorder) {
        try {
            // Also after a cancel: what holds locks would hold up who asks what became of the rows.
            session.executeRegardless(statements.rollBackTransaction());
        } catch (TransferFailedException e) {
            // The server rolls back what a broken connection leaves: the first error is the one to report.
            recorder.statement("-- ROLLBACK failed: " + e.failure().why());
        }
    }
}
