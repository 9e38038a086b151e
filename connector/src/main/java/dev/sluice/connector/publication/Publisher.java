package dev.sluice.connector.publication;

import dev.sluice.connector.context.Backoff;
import dev.sluice.connector.context.Cancellation;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TableName;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Makes the rows of a transfer visible, and says what became of them.
 *
 * <pre>
 * ledger: publishing ─► statements ─► all answered : published
 *                           └─ refused, or no answer ─► settle ─► published | not published
 *                                                          └─ nobody answers : unknown
 * </pre>
 */
public final class Publisher {

    private final Statements statements;
    private final Workspace workspace;
    private final PoolConnector pool;
    private final Recorder recorder;
    private final Cancellation cancellation;
    private final Backoff backoff;

    public Publisher(
            Environment environment,
            Workspace workspace,
            PoolConnector pool,
            Recorder recorder,
            Cancellation cancellation) {
        this.statements = environment.statements();
        this.workspace = workspace;
        this.pool = pool;
        this.recorder = recorder;
        this.cancellation = cancellation;
        this.backoff = environment.backoff();
    }

    /**
     * How rows are published.
     *
     * @param how what is written into the ledger first, and tells afterwards what became of the statements
     * @param folders folders that are made on the way
     * @param rows number of rows that become visible
     * @param statements runs the statements
     */
    public record Act(TableName target, Publishing how, List<Path> folders, long rows, Runnable statements) {}

    /** Publishes. If it throws, nothing has been published. */
    public Publication publish(Act act) {
        if (!(act.how() instanceof Publishing.Insert)) {
            pointOfNoReturn();
        }
        workspace.publishing(act.how(), act.folders(), act.rows());
        try {
            Publication publication = run(act);
            if (publication instanceof Publication.Published) {
                workspace.published();
            }
            return publication;
        } catch (RuntimeException | Error e) {
            // A defect, or no memory left: whoever catches it elsewhere would take it for a failure before the
            // publication.
            return new Publication.Unknown(unknown(act.target(), e));
        }
    }

    /**
     * Says that the next statement cannot be taken back. For all acts but a transaction that is the first; for that it is its
     * commit, and who runs the act says when it comes.
     *
     * @throws TransferFailedException of {@link ErrorCode#CANCELLED} if the transfer was cancelled before
     */
    public void pointOfNoReturn() {
        cancellation.pointOfNoReturn();
    }

    private Publication run(Act act) {
        try {
            act.statements().run();
            return new Publication.Published();
        } catch (TransferFailedException e) {
            return settle(act.target(), act.how(), e);
        }
    }

    private Publication settle(TableName target, Publishing how, TransferFailedException cause) {
        cancellation.shield();
        TransferFailedException last = cause;
        for (int attempt = 0; attempt < Backoff.ATTEMPTS; attempt++) {
            backoff.pause(attempt);
            try (PoolSession session = pool.open(recorder::statement)) {
                Settlement settlement =
                        new Settlement(statements, workspace.area(), session, workspace.id(), target.schema());
                Settlement.Settled settled = settlement.settle(how);
                workspace.keep(settled);
                return publication(settled.finding(), target, cause);
            } catch (TransferFailedException e) {
                last = e;
                if (!isAway(e)) {
                    break;
                }
            }
        }
        return new Publication.Unknown(unknown(target, last));
    }

    private Publication publication(Settlement.Finding finding, TableName target, TransferFailedException cause) {
        return switch (finding) {
            case PUBLISHED -> {
                recorder.warn("The answer to the last statement was lost ("
                        + cause.failure().why() + "). The SQL pool was asked: the rows are in " + target.toSql());
                yield new Publication.Published();
            }
            case NOT_PUBLISHED -> new Publication.NotPublished(cause);
            case LOST -> new Publication.Unknown(unknown(target, cause));
        };
    }

    private TransferFailedException unknown(TableName target, Throwable cause) {
        String why =
                cause instanceof TransferFailedException known ? known.failure().why() : cause.toString();
        return TransferFailedException.of(
                ErrorCode.OUTCOME_UNKNOWN,
                "Whether the rows are in " + target.toSql() + " is not known",
                "Something broke while they became visible, and nobody could be asked since: " + why,
                "Nothing was deleted. Do not run the transfer again before you know: %sqlpool status " + workspace.id()
                        + " finds it out as soon as the SQL pool answers",
                cause);
    }

    private static boolean isAway(TransferFailedException error) {
        return error.failure().code() == ErrorCode.SQL_POOL_UNREACHABLE
                || error.failure().code() == ErrorCode.STORAGE_UNREACHABLE;
    }
}
