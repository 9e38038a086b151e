package dev.sluice.connector.context;

import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.ResultTable;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what a transfer does, for its receipt, and shows the phase as the description of Spark's jobs. */
public final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private static final String DESCRIPTION = "spark.job.description";

    private final String operation;
    private final SparkContext context;
    private final Instant started = Instant.now();
    private final @Nullable String formerDescription;
    private final List<TransferReceipt.PhaseDuration> phases = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<TransferReceipt.ColumnFingerprint> fingerprints = new ArrayList<>();
    private final List<TransferReceipt.StatementCount> counts = new ArrayList<>();
    private @Nullable Phase phase;
    private long phaseStart;
    private long rows;
    private StagingArea.Contents staged = new StagingArea.Contents(0, 0);
    private final List<TransferReceipt.RowCount> rowCounts = new ArrayList<>();
    private final List<TransferReceipt.Loss> losses = new ArrayList<>();
    private TransferReceipt.@Nullable RowFingerprint rowFingerprint;
    private final List<ResultTable> results = new ArrayList<>();

    Recorder(String operation, SparkContext context) {
        this.operation = operation;
        this.context = context;
        this.formerDescription = context.getLocalProperty(DESCRIPTION);
    }

    public void phase(Phase next) {
        endPhase();
        phase = next;
        phaseStart = System.nanoTime();
        context.setJobDescription("sluice: " + operation + ", " + next);
    }

    private void endPhase() {
        if (phase != null) {
            phases.add(new TransferReceipt.PhaseDuration(phase, (System.nanoTime() - phaseStart) / 1e9));
            phase = null;
        }
    }

    public void statement(String sql) {
        statements.add(sql);
    }

    /** Notes something that the user should know although it worked. Who writes by Spark's API finds it in the log. */
    public void warn(String warning) {
        LOG.warn("{}: {}", operation, warning);
        warnings.add(warning);
    }

    public void rows(long count) {
        rows = count;
    }

    public void staged(StagingArea.Contents contents) {
        staged = contents;
    }

    /** Notes how many rows were counted at one place of their way. */
    public void rows(String place, long count) {
        rowCounts.add(new TransferReceipt.RowCount(place, count));
    }

    /** Notes what was compared. */
    public void compared(TransferReceipt.RowFingerprint whole, List<TransferReceipt.ColumnFingerprint> columns) {
        rowFingerprint = whole;
        fingerprints.addAll(columns);
    }

    /** Notes values that are changed, as the request allows. */
    public void losses(List<TransferReceipt.Loss> allowed) {
        losses.addAll(allowed);
    }

    public void count(TransferReceipt.StatementCount count) {
        counts.add(count);
    }

    /** Notes rows to show. */
    public void result(ResultTable table) {
        results.add(table);
    }

    /** Returns when the transfer began, ISO 8601 in UTC. */
    public String started() {
        return TransferRecord.moment(started);
    }

    /** Returns what is to stay on record of the transfer, which has ended. */
    public TransferRecord record(LedgerEntry entry, TransferState state, @Nullable ErrorCode code) {
        endPhase();
        return new TransferRecord(
                TransferRecord.VERSION,
                entry.id(),
                entry.operation(),
                entry.table(),
                entry.server(),
                entry.application(),
                entry.started(),
                TransferRecord.moment(Instant.now()),
                state,
                null,
                rows,
                staged.bytes(),
                staged.files(),
                phases,
                fingerprints,
                code,
                List.of(),
                losses);
    }

    public TransferReceipt receipt(@Nullable String table, @Nullable String view) {
        endPhase();
        return new TransferReceipt(
                operation,
                table,
                view,
                rows,
                staged.bytes(),
                staged.files(),
                phases,
                statements,
                counts,
                fingerprints,
                results,
                warnings,
                rowCounts,
                rowFingerprint,
                losses);
    }

    @Override
    public void close() {
        context.setLocalProperty(DESCRIPTION, formerDescription);
    }
}
