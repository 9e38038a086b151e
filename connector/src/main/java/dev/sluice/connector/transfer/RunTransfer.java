package dev.sluice.connector.transfer;

import dev.sluice.connector.context.Cancellation;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.context.TransferThread;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.Cells;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.jdbc.Purpose;
import dev.sluice.connector.sql.Batches;
import dev.sluice.connector.sql.Labelled;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.ResultTable;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs T-SQL, statement by statement on one connection, so that each of them has its own count or failure. The first failure
 * ends it. Statements that need each other, by variables or in blocks, go to the server together.
 */
public final class RunTransfer {

    /** Rows shown of a SELECT among the statements. */
    private static final int MOST_ROWS = 1000;

    /** Results shown of a cell: a loop may give any number. */
    private static final int MOST_RESULTS = 20;

    private final Environment environment;
    private final TransferRequest.Run request;

    public RunTransfer(Environment environment, TransferRequest.Run request) {
        this.environment = environment;
        this.request = request;
    }

    /**
     * Runs the statements.
     *
     * @throws TransferFailedException if one failed: it says which, and which others took effect
     */
    public TransferReceipt run() {
        List<Batches.Unit> units = Batches.of(request.sql());
        if (units.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "There is no statement to run",
                    "The cell holds blanks and comments only",
                    "Write the statements below %%sqlpool run");
        }
        return TransferThread.run(environment.spark().sparkContext(), cancellation -> run(units, cancellation));
    }

    private TransferReceipt run(List<Batches.Unit> units, Cancellation cancellation) {
        try (Recorder recorder = environment.recorder("run")) {
            recorder.phase(Phase.LOAD);
            PoolConnector pool = new PoolConnector(
                    environment.resolver().endpoint(request.pool(), null, null), environment.tokens(), cancellation);
            try (PoolSession session = pool.open(recorder::statement, Purpose.RUN)) {
                new Script(units, recorder, cancellation).run(session);
            }
            return recorder.receipt(null, null);
        }
    }

    /** The statements of a cell while they run. */
    private final class Script {

        private final List<Batches.Unit> units;
        private final Recorder recorder;
        private final Cancellation cancellation;
        private final RunProgress progress;
        private long rows;
        private int results;

        Script(List<Batches.Unit> units, Recorder recorder, Cancellation cancellation) {
            this.units = units;
            this.recorder = recorder;
            this.cancellation = cancellation;
            this.progress = new RunProgress(units);
        }

        void run(PoolSession session) {
            boolean labelled = false;
            for (Batches.Unit unit : units) {
                String sql = Labelled.statement(unit, request.label()).orElse(unit.sql());
                labelled |= !sql.equals(unit.sql());
                List<@Nullable Long> counts = new ArrayList<>();
                begin();
                try {
                    session.batch(sql, new Reader(unit, counts));
                } catch (TransferFailedException e) {
                    throw progress.failed(e);
                }
                progress.ran(counts).forEach(recorder::count);
                for (Long count : counts) {
                    rows += count == null ? 0 : count;
                }
            }
            if (progress.isTransactionOpen()
                    && session.number(environment.statements().openTransactions()) > 0) {
                throw progress.leftOpen();
            }
            recorder.rows(rows);
            if (results > MOST_RESULTS) {
                recorder.warn("Only the first " + MOST_RESULTS + " of " + results + " results are shown");
            }
            if (request.label() != null && !labelled) {
                recorder.warn("The label was not used: none of the statements takes one");
            }
        }

        private void begin() {
            try {
                cancellation.check();
            } catch (TransferFailedException e) {
                throw progress.cancelled(e);
            }
        }

        /** Takes what the server answers to one unit. */
        private final class Reader implements PoolSession.BatchReader {

            private final Batches.Unit unit;
            private final List<@Nullable Long> counts;

            Reader(Batches.Unit unit, List<@Nullable Long> counts) {
                this.unit = unit;
                this.counts = counts;
            }

            @Override
            public void rows(ResultSet rows) throws SQLException {
                ResultTable table = Cells.read(rows, MOST_ROWS);
                if (table.truncated() && unit.isOneSelect()) {
                    // Tells the server that nobody waits for the rest. It would end statements that follow, too.
                    rows.getStatement().cancel();
                }
                if (results < MOST_RESULTS) {
                    recorder.result(table);
                }
                results++;
                counts.add(null);
            }

            @Override
            public void count(long changed) {
                counts.add(changed);
            }
        }
    }
}
