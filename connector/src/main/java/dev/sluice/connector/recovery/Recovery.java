package dev.sluice.connector.recovery;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.StatementWatch;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferReport;
import dev.sluice.transfer.TransferReport.Removal;
import dev.sluice.transfer.TransferState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Tells of the transfers of a staging folder, and brings those to their end that their drivers did not. */
public final class Recovery {

    private final Environment environment;
    private final StagingArea area;
    private final PoolConnector pool;
    private final TransferLog log;
    private final Liveness liveness;

    /**
     * Opens the staging folder.
     *
     * @param address SQL pool of the transfers
     * @param staging the folder, as an {@code abfss} URI; null for that of the session's configuration
     * @throws TransferFailedException if a setting is missing, or the storage does not answer
     */
    public Recovery(Environment environment, PoolAddress address, @Nullable String staging) {
        this.environment = environment;
        this.area = StagingArea.open(environment.resolver().staging(staging, null, null), environment.hadoop());
        this.pool = new PoolConnector(
                environment.resolver().endpoint(address, null, null), environment.tokens(), StatementWatch.NONE);
        this.log = new TransferLog(environment, area);
        this.liveness = new Liveness(environment, area);
    }

    /** Opens the staging folder and the SQL pool that the session is configured for. */
    public static Recovery of(SparkSession spark) {
        return new Recovery(Environment.of(spark), PoolAddress.CONFIGURED, null);
    }

    /** Lists the newest transfers, newest first. */
    public TransferReport history(int most) {
        List<String> notes = new ArrayList<>();
        List<TransferRecord> newest = log.newest(
                most, e -> notes.add(e.failure().what() + ": " + e.failure().why()));
        return new TransferReport("history", newest, List.of(), notes);
    }

    /**
     * Tells what became of a transfer. If nobody knows, the SQL pool is asked, and the answer is final.
     *
     * @throws TransferFailedException of {@link ErrorCode#TRANSFER_NOT_FOUND} if nothing of it is on record, or if nobody
     *     could be asked
     */
    public TransferReport status(TransferId id) {
        Optional<LedgerEntry> entry = area.ledger().read(id);
        List<String> notes = new ArrayList<>();
        // Waits until it is certain, whatever the step: a driver that died a moment ago is not to be told as one that
        // lives.
        if (entry.isPresent()
                && !liveness.isLiveForSure(entry.get())
                && entry.get().step() == LedgerEntry.Step.PUBLISHING) {
            Unfinished unfinished = new Unfinished(environment, area, pool, entry.get());
            unfinished.settle();
            notes.add(
                    unfinished.state() == TransferState.UNKNOWN
                            ? "Others have changed what would tell whether its rows were published"
                            : "The SQL pool was asked: it is " + unfinished.state());
        }
        return new TransferReport("status", List.of(known(id)), List.of(), notes);
    }

    /**
     * Brings a transfer to its end: if its rows are published, what is left is cleaned up; else all that it made is taken
     * away, and the target is as it was.
     *
     * @throws TransferFailedException of {@link ErrorCode#TRANSFER_NOT_FOUND} if nothing of it is on record; of {@link
     *     ErrorCode#INVALID_REQUEST} if it is going on
     */
    public TransferReport resume(TransferId id) {
        TransferRecord known = known(id);
        Optional<LedgerEntry> entry = area.ledger().read(id);
        if (entry.isEmpty()) {
            return new TransferReport(
                    "resume", List.of(known), List.of(), List.of("It has come to its end: there is nothing to do"));
        }
        if (liveness.isLiveForSure(entry.get())) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Transfer " + id + " is going on",
                    "Spark application " + known.application() + " works on it, or still reads its files",
                    "Wait for its end, or end that application");
        }
        Unfinished unfinished = new Unfinished(environment, area, pool, entry.get());
        unfinished.settle();
        List<Removal> removals = unfinished.end();
        return new TransferReport("resume", List.of(known(id)), removals, List.of(said(unfinished)));
    }

    private static String said(Unfinished unfinished) {
        return switch (unfinished.state()) {
            case PUBLISHED ->
                "Its rows are published. What it left behind was cleaned up; a post statement was not run";
            case NOT_PUBLISHED ->
                unfinished.isTakenAway()
                        ? "Its rows are not published: it was undone, and the target is as it was"
                        : "Its rows are not published: it was undone, but for what is left";
            case EXPORTED, NOT_EXPORTED -> "It was undone: a read changes nothing in the SQL pool";
            case RUNNING, UNKNOWN ->
                "Others have changed what would tell whether its rows were published. What it left behind was cleaned up;"
                        + " compare the target with what you expect";
        };
    }

    /** Takes away what transfers of dead drivers have left behind. */
    public TransferReport collect(Duration olderThan, boolean dryRun) {
        return new Collector(environment, area, pool, olderThan, dryRun).collect();
    }

    private TransferRecord known(TransferId id) {
        return log.find(id)
                .orElseThrow(() -> TransferFailedException.of(
                        ErrorCode.TRANSFER_NOT_FOUND,
                        "Nothing of transfer " + id + " is on record",
                        "It has made nothing that stands in " + area.place().root()
                                + ": it did not begin, or it failed before it made anything",
                        "%sqlpool history lists what is on record; give the option staging if it used another folder"));
    }
}
