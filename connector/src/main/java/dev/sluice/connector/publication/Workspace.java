package dev.sluice.connector.publication;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.spark.SessionEnd;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.staging.Heartbeat;
import dev.sluice.connector.staging.Lease;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.TransferState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one transfer makes and has to take away again. As long as it is open the transfer counts as one that lives.
 *
 * <p>Invariant: what is made stands in the ledger first. What cannot be taken away stays there.
 */
public final class Workspace implements AutoCloseable {

    private final StagingArea area;
    private final TransferId id;
    private final PoolConnector pool;
    private final Recorder recorder;
    private final Leftovers leftovers;

    private int steps;
    private boolean handedOver;

    private Workspace(
            Environment environment, StagingArea area, PoolConnector pool, Recorder recorder, LedgerEntry opened) {
        this.area = area;
        this.id = opened.id();
        this.pool = pool;
        this.recorder = recorder;
        this.leftovers = new Leftovers(environment.statements(), area, opened);
    }

    /** Opens a workspace: writes its entry into the ledger. */
    public static Workspace open(
            Environment environment,
            StagingArea area,
            PoolConnector pool,
            Recorder recorder,
            TransferRequest.OfRows request) {
        LedgerEntry entry = LedgerEntry.opened(
                request,
                environment.application(),
                pool.endpoint().toString(),
                recorder.started(),
                area.folder(request.id()).toString());
        SessionEnd.onEnd(environment.spark().sparkContext(), Workspace::endAll);
        Workspace workspace = new Workspace(environment, area, pool, recorder, entry);
        Heartbeat.hold(area, entry.application(), entry.id());
        try {
            workspace.write(entry);
            return workspace;
        } catch (TransferFailedException e) {
            workspace.close();
            throw e;
        }
    }

    private static void endAll() {
        Lease.closeAll();
        Heartbeat.endAll();
    }

    public TransferId id() {
        return id;
    }

    /** Returns the names of what the transfer makes in the SQL pool, beside tables of a schema. */
    public ObjectNames names(String schema) {
        return new ObjectNames(id, schema, area.place().dataSource());
    }

    public StagingArea area() {
        return area;
    }

    public Path data() {
        return area.data(id);
    }

    /** Returns the entry of what is there still. */
    public LedgerEntry entry() {
        return leftovers.entry();
    }

    /** Returns the label of the transfer's statements: what the user asked for, or the transfer's own id. */
    public String label(@Nullable String asked) {
        return asked == null ? "sluice " + id.text() : asked;
    }

    /** Writes down what is going to be made, before it is. */
    public void announce(List<PoolObject> more) {
        write(entry().loading(more));
    }

    /**
     * Writes down how rows are going to be published, before they are.
     *
     * @param more folders that are made on the way
     */
    public void publishing(Publishing how, List<Path> more, long rows) {
        write(entry().publishing(how, more.stream().map(Path::toString).toList(), rows));
    }

    /**
     * Writes down that the target as it was before has another name now, and could not get its own back: who comes next has
     * nothing else to know it by.
     */
    void keep(Settlement.Settled settled) {
        if (settled.kept().isPresent()) {
            LedgerEntry known =
                    settled.finding() == Settlement.Finding.NOT_PUBLISHED ? entry().notPublished() : entry();
            writeOrWarn(known.keeping(settled.kept().get()), "what became of the former table");
        }
    }

    /** Writes down that the rows are published. That it cannot be written is no reason to say that they are not. */
    public void published() {
        writeOrWarn(entry().published(), "that it is published");
    }

    private void writeOrWarn(LedgerEntry next, String what) {
        try {
            write(next);
        } catch (TransferFailedException e) {
            leftovers.update(next);
            recorder.warn("The ledger does not say yet of transfer " + id + " " + what + " ("
                    + e.failure().why() + ")");
        }
    }

    /**
     * Makes something in the SQL pool that the transfer drops again. It must have been announced.
     *
     * @return number of rows that went into it, if the pool tells
     */
    public Optional<Long> make(PoolSession session, String create, PoolObject object) {
        if (!leftovers.holds(object)) {
            throw new IllegalStateException("Not announced: " + object);
        }
        try {
            return session.execute(create);
        } catch (TransferFailedException e) {
            if (e.failure().code() == ErrorCode.SQL_POOL_UNREACHABLE) {
                leftovers.unanswered(object);
            }
            throw e;
        }
    }

    /** Notes that tasks of Spark do not end: the folder stays in the ledger, for whoever cleans up later. */
    public void stillWritten() {
        leftovers.stillWritten(area.folder(id).toString());
    }

    /**
     * Takes away all that a write has made whose rows are published. What cannot be taken away is a warning, and stays in the
     * ledger.
     */
    public void clean(PoolSession session) {
        for (Leftovers.Left left : takeAway(session, TransferState.PUBLISHED, null)) {
            recorder.warn(left.told());
        }
    }

    /** Puts on record that the rows of a read are there. */
    public void exported() {
        var unused = putOnRecord(TransferState.EXPORTED, null);
    }

    /** Drops what was made in the SQL pool, and leaves the files: something still reads them. */
    public void dropObjects(PoolSession session) {
        for (Leftovers.Left left : leftovers.drop(session)) {
            recorder.warn(left.told());
        }
    }

    /**
     * Takes away all that a failed transfer made, with a connection of its own, because the first one may be what failed.
     *
     * @return the failure, with a line for everything that is left
     */
    public TransferFailedException abandon(TransferFailedException failure) {
        TransferState state =
                entry().operation().equals(LedgerEntry.READ) ? TransferState.NOT_EXPORTED : TransferState.NOT_PUBLISHED;
        List<Leftovers.Left> left = new ArrayList<>();
        if (!leftovers.needsPool()) {
            left.addAll(leftovers.deleteStaged());
            end(state, failure.failure().code());
        } else {
            try (PoolSession session = pool.open(sql -> {})) {
                left.addAll(takeAway(session, state, failure.failure().code()));
            } catch (TransferFailedException e) {
                left.addAll(leftovers.unreachable(e.failure().why()));
                left.addAll(leftovers.deleteStaged(e.failure().why()));
                end(state, failure.failure().code());
            }
        }
        TransferFailedException result = failure;
        for (Leftovers.Left each : left) {
            result = result.withDetail(each.told());
        }
        return result;
    }

    private List<Leftovers.Left> takeAway(PoolSession session, TransferState state, @Nullable ErrorCode code) {
        List<Leftovers.Left> left = new ArrayList<>(leftovers.drop(session));
        left.addAll(leftovers.delete(session));
        end(state, code);
        return left;
    }

    private boolean putOnRecord(TransferState state, @Nullable ErrorCode code) {
        try {
            area.history().write(recorder.record(entry(), state, code));
            return true;
        } catch (TransferFailedException e) {
            recorder.warn("How transfer " + id + " has ended is not on record ("
                    + e.failure().why() + ")");
            return false;
        }
    }

    private void end(TransferState state, @Nullable ErrorCode code) {
        // Without a record the entry is all that keeps a write of the same id from loading its rows twice.
        if (!putOnRecord(state, code)) {
            return;
        }
        if (!leftovers.isEmpty()) {
            writeOrWarn(entry(), "what it has left behind");
        } else {
            try {
                area.ledger().close(entry());
            } catch (TransferFailedException e) {
                recorder.warn("The ledger still names transfer " + id + ", which has left nothing behind ("
                        + e.failure().why() + ")");
            }
        }
    }

    private void write(LedgerEntry next) {
        area.ledger().write(next, ++steps);
        leftovers.update(next);
    }

    /** Leaves the files to what reads them, which outlives the transfer. */
    public Lease lease() {
        handedOver = true;
        return Lease.of(area, entry(), steps);
    }

    /** The transfer is over, or it is left to others to find out what became of it. */
    @Override
    public void close() {
        if (!handedOver) {
            Heartbeat.release(id);
        }
    }
}
