package dev.sluice.pool.sql.fault;

import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.session.SqlSession;
import java.util.List;

/** A session whose requests pass a gate. */
final class FaultySession implements SqlSession {

    private final SqlSession session;
    private final Gate gate;

    FaultySession(SqlSession session, Gate gate) {
        this.session = session;
        this.gate = gate;
    }

    @Override
    public void execute(String batch, List<SqlParameter> parameters, ResultSink sink) {
        answer("batch", batch, sink, answer -> session.execute(batch, parameters, answer));
    }

    @Override
    public void call(String name, List<SqlParameter> arguments, ResultSink sink) {
        answer("call", name, sink, answer -> session.call(name, arguments, answer));
    }

    private void answer(String kind, String text, ResultSink sink, Gate.Work work) {
        try {
            gate.pass(kind, text, sink, work);
        } catch (SqlError e) {
            sink.error(e);
        }
    }

    @Override
    public void cancel() {
        if (gate.cancel()) {
            session.cancel();
        }
    }

    @Override
    public void begin() throws SqlError {
        gate.pass("transaction", "BEGIN", new WithheldAnswer(), sink -> session.begin());
    }

    @Override
    public void commit() throws SqlError {
        gate.pass("transaction", "COMMIT", new WithheldAnswer(), sink -> session.commit());
    }

    @Override
    public void rollback() throws SqlError {
        gate.pass("transaction", "ROLLBACK", new WithheldAnswer(), sink -> session.rollback());
    }

    @Override
    public boolean inTransaction() {
        return session.inTransaction();
    }

    @Override
    public String database() {
        return session.database();
    }

    @Override
    public void reset() {
        session.reset();
    }

    @Override
    public void close() {
        if (!gate.isAbandoned()) {
            session.close();
        }
    }
}
