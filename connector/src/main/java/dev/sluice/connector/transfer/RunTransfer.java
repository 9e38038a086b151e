package dev.sluice.connector.transfer;

import dev.sluice.connector.jdbc.Cells;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.Batches;
import dev.sluice.transfer.Phase;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.StatementCount;
import dev.sluice.transfer.TransferRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs T-SQL. Batches run one after the other on one connection; the statements of a batch go to the server together, so that
 * variables and blocks work.
 */
public final class RunTransfer {

    /** Rows shown of a SELECT among the statements. */
    private static final int MOST_ROWS = 1000;

    private final Environment environment;
    private final TransferRequest.Run request;

    public RunTransfer(Environment environment, TransferRequest.Run request) {
        this.environment = environment;
        this.request = request;
    }

    /** Runs the statements. */
    public TransferReceipt run() {
        try (Recorder recorder = environment.recorder("run")) {
            recorder.phase(Phase.LOAD);
            PoolConnector pool = new PoolConnector(
                    environment.resolver().endpoint(request.pool(), null, null), environment.tokens());
            try (PoolSession session = pool.open(recorder::statement)) {
                for (String batch : Batches.of(request.sql())) {
                    run(session, batch, recorder);
                }
            }
            return recorder.receipt(null, null);
        }
    }

    private static void run(PoolSession session, String batch, Recorder recorder) {
        List<@Nullable Long> counts = new ArrayList<>();
        session.batch(batch, new PoolSession.BatchReader() {
            @Override
            public void rows(ResultSet rows) throws SQLException {
                recorder.result(Cells.read(rows, MOST_ROWS));
                counts.add(null);
            }

            @Override
            public void count(long rows) {
                counts.add(rows);
            }
        });
        List<String> statements = Batches.statements(batch);
        if (statements.size() == counts.size()) {
            for (int i = 0; i < counts.size(); i++) {
                recorder.count(new StatementCount(statements.get(i), counts.get(i)));
            }
        } else if (counts.isEmpty()) {
            statements.forEach(statement -> recorder.count(new StatementCount(statement, null)));
        } else {
            // The server does not say which statement a count is of.
            for (int i = 0; i < counts.size(); i++) {
                recorder.count(new StatementCount("result " + (i + 1), counts.get(i)));
            }
        }
        recorder.rows(
                counts.stream().mapToLong(count -> count == null ? 0 : count).sum());
    }
}
