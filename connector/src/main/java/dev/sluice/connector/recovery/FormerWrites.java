package dev.sluice.connector.recovery;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.publication.Leftovers;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferReport.Removal;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.TransferState;
import java.util.List;
import java.util.Optional;

/**
 * What came before a write: a write of the same id, whose rows must not be loaded twice, and writes to the same table that
 * did not come to their end.
 */
public final class FormerWrites {

    private final Environment environment;
    private final StagingArea area;
    private final PoolConnector pool;
    private final Recorder recorder;
    private final Liveness liveness;

    public FormerWrites(Environment environment, StagingArea area, PoolConnector pool, Recorder recorder) {
        this.environment = environment;
        this.area = area;
        this.pool = pool;
        this.recorder = recorder;
        this.liveness = new Liveness(environment, area);
    }

    /**
     * Brings former writes to their end.
     *
     * @return the answer to the request, if its rows are published already
     * @throws TransferFailedException if a write of the same id is going on, or what became of a former write cannot be found
     *     out
     */
    public Optional<TransferReceipt> settle(TransferRequest.Write request) {
        for (TransferId id : area.ledger().writesTo(pool.endpoint().toString(), request.table())) {
            area.ledger().read(id).ifPresent(entry -> end(entry, request));
        }
        return area.history()
                .read(request.id())
                .filter(record -> record.state() == TransferState.PUBLISHED)
                .map(FormerWrites::answer);
    }

    private void end(LedgerEntry entry, TransferRequest.Write request) {
        boolean same = entry.id().equals(request.id());
        if (same ? liveness.isLiveForSure(entry) : liveness.isLive(entry)) {
            if (same) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "Transfer " + entry.id() + " is going on",
                        "Spark application " + entry.application() + " works on it",
                        "Wait for its end: %sqlpool status " + entry.id() + " tells of it");
            }
            recorder.warn("Transfer " + entry.id() + " of Spark application " + entry.application()
                    + " writes to the same table at the same time");
            return;
        }
        Unfinished unfinished = new Unfinished(environment, area, pool, entry);
        unfinished.settle();
        List<Removal> unused = unfinished.end();
        recorder.warn("Transfer " + entry.id() + " to the same table had not come to its end: it is "
                + unfinished.state() + ", and what it left behind "
                + (unfinished.isTakenAway()
                        ? "was taken away"
                        : "is still there in part: %sqlpool status " + entry.id()));
        unfinished.left().stream()
                .filter(left -> left.fate() == Leftovers.Fate.LEFT_ALONE)
                .forEach(left -> recorder.warn(left.told()));
    }

    private static TransferReceipt answer(TransferRecord record) {
        Long rows = record.rows();
        return new TransferReceipt(
                record.operation(),
                record.table(),
                null,
                rows == null ? 0 : rows,
                record.bytes(),
                record.files(),
                record.phases(),
                List.of(),
                List.of(),
                record.fingerprints(),
                List.of(),
                List.of("This is the answer that is on record: transfer " + record.id() + " ended at " + record.ended()
                        + ", and nothing was loaded again"),
                List.of(),
                null,
                record.losses());
    }
}
