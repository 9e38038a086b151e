package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.connector.staging.TransferId;
import dev.sluice.transfer.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Everything that one transfer makes and has to take away again.
 *
 * <p>Invariant: what is made stands in the ledger first, with the statement that drops it. What cannot be taken away stays in
 * the ledger.
 */
final class Workspace {

    private final StagingArea area;
    private final TransferId id;
    private final PoolConnector pool;
    private final Recorder recorder;
    private final Deque<String> made = new ArrayDeque<>();
    private LedgerEntry entry;

    private Workspace(StagingArea area, TransferId id, PoolConnector pool, Recorder recorder, LedgerEntry entry) {
        this.area = area;
        this.id = id;
        this.pool = pool;
        this.recorder = recorder;
        this.entry = entry;
    }

    /** Opens a workspace: writes its entry into the ledger. */
    static Workspace open(
            Environment environment, StagingArea area, PoolConnector pool, Recorder recorder, String operation) {
        TransferId id = environment.newTransfer();
        LedgerEntry entry = new LedgerEntry(
                id.text(),
                operation,
                environment.spark().sparkContext().applicationId(),
                pool.endpoint().toString(),
                List.of(area.folder(id).toString()),
                List.of());
        area.ledger().open(entry);
        return new Workspace(area, id, pool, recorder, entry);
    }

    TransferId id() {
        return id;
    }

    StagingArea area() {
        return area;
    }

    Path data() {
        return area.data(id);
    }

    /** Writes down what is going to be made, before it is. */
    void announce(List<String> drops) {
        entry = entry.with(drops);
        area.ledger().open(entry);
    }

    /** Makes something in the SQL pool that the transfer drops again. It must have been announced. */
    void make(PoolSession session, String create, String drop) {
        made.push(drop);
        try {
            session.execute(create);
        } catch (TransferFailedException e) {
            if (e.failure().code() != ErrorCode.SQL_POOL_UNREACHABLE) {
                // The server has said no: there is nothing to drop.
                made.remove(drop);
            }
            throw e;
        }
    }

    /** Says that something is gone or has become the user's, and is not dropped. */
    void release(String drop) {
        made.remove(drop);
    }

    /** Takes away what was made in the SQL pool. What cannot be taken away is a warning. */
    void dropObjects(PoolSession session) {
        List<String> left = new ArrayList<>();
        while (!made.isEmpty()) {
            String drop = made.pop();
            try {
                session.execute(drop);
            } catch (TransferFailedException e) {
                left.add(drop);
                recorder.warn("Not dropped: " + drop + " (" + e.failure().why() + ")");
            }
        }
        left.forEach(made::add);
    }

    /** Takes away the staged files and, if nothing is left, the entry in the ledger. */
    void deleteFiles() {
        try {
            area.delete(area.folder(id));
            if (made.isEmpty()) {
                area.ledger().close(id.text());
            }
        } catch (TransferFailedException e) {
            recorder.warn("Not deleted: " + area.folder(id) + " (" + e.failure().why() + ")");
        }
    }

    /**
     * Takes away all that a failed transfer made, with a connection of its own, because the first one may be what failed.
     *
     * @return the failure, with a line for everything that is left
     */
    TransferFailedException abandon(TransferFailedException failure) {
        List<String> left = new ArrayList<>();
        if (!made.isEmpty()) {
            try (PoolSession session = pool.open(sql -> {})) {
                while (!made.isEmpty()) {
                    dropIfMade(session, made.peek(), left);
                    made.pop();
                }
            } catch (TransferFailedException e) {
                left.addAll(made);
            }
        }
        try {
            area.delete(area.folder(id));
            if (left.isEmpty()) {
                area.ledger().close(id.text());
            }
        } catch (TransferFailedException e) {
            left.add(area.folder(id).toString());
        }
        TransferFailedException result = failure;
        for (String each : left) {
            result = result.withDetail("Left behind, and in the ledger of the staging folder: " + each);
        }
        return result;
    }

    private static void dropIfMade(PoolSession session, String drop, List<String> left) {
        try {
            session.execute(drop);
        } catch (TransferFailedException e) {
            // The statement that should have made it may be the one that failed.
            if (!e.failure().why().contains("does not exist")
                    && !e.failure().what().contains("does not exist")) {
                left.add(drop);
            }
        }
    }
}
