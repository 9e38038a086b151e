package dev.sluice.pool.sql.fault;

import dev.sluice.pool.sql.session.ClientLogin;
import dev.sluice.pool.sql.session.LoggedTransactions;
import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlEngine;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.type.SqlType;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * An engine that keeps what it was told, and answers a batch with one of each event. {@code FAIL} is error 50001,
 * {@code HANG} runs until it is cancelled.
 */
final class RecordingEngine implements SqlEngine {

    /** What sessions were told, oldest first. */
    final List<String> log = new CopyOnWriteArrayList<>();
    /** Has an element for each session that was closed. */
    final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    /** Released for each statement that hangs. */
    final Semaphore hanging = new Semaphore(0);

    @Override
    public SqlSession open(ClientLogin client) throws SqlError {
        if (client.database().equals("nowhere")) {
            throw new SqlError(4060, 11, 1, 1, "no such database");
        }
        log.add("open");
        return new Session();
    }

    private final class Session extends LoggedTransactions {
        private final Semaphore cancelled = new Semaphore(0);

        Session() {
            super(log, "nested");
        }

        @Override
        public void execute(String batch, List<SqlParameter> parameters, ResultSink sink) {
            log.add(batch + " " + parameters.size());
            if (batch.equals("FAIL")) {
                sink.error(new SqlError(50001, 16, 1, 1, "wrong"));
                sink.error(new SqlError(50002, 16, 1, 1, "as well"));
                return;
            }
            if (batch.equals("HANG")) {
                hanging.release();
                cancelled.acquireUninterruptibly();
            }
            sink.info("n");
            sink.database("d");
            sink.columns(List.of(new ResultColumn("c", SqlType.of(SqlType.Kind.INT), true)));
            Object[] row = {1};
            sink.row(row);
            // As an engine does that uses one array for all rows.
            row[0] = 2;
            sink.row(row);
            sink.rowsDone(2);
            sink.changed(3);
            sink.done();
        }

        @Override
        public void call(String name, List<SqlParameter> arguments, ResultSink sink) {
            log.add("call " + name + " " + arguments.size());
            sink.done();
        }

        @Override
        public void cancel() {
            log.add("cancel");
            cancelled.release();
        }

        @Override
        public String database() {
            return "d";
        }

        @Override
        public void reset() {
            log.add("reset");
        }

        @Override
        public void close() {
            log.add("close");
            closed.add("");
        }
    }
}
