package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.engine.system.SessionList;
import dev.sluice.pool.sql.query.DuckErrors;
import dev.sluice.pool.sql.query.HostPaths;
import dev.sluice.pool.sql.query.TypedValue;
import dev.sluice.pool.sql.session.Exhaustion;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.session.SqlSession;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One connection's session. */
final class Session implements SqlSession {

    private final Scope scope;
    private final SessionList.Entry entry;

    Session(Scope scope) {
        this.scope = scope;
        entry = scope.session();
    }

    /** Connects to a store; what DuckDB says becomes the pool's error. */
    static Link link(dev.sluice.pool.sql.engine.catalog.Database database) throws SqlError {
        try {
            return new Link(
                    database.store().connect(),
                    failure -> NullViolations.translate(failure, database)
                            .orElseGet(() -> DuckErrors.translate(failure, 1)));
        } catch (SQLException e) {
            throw new SqlError(
                    4060,
                    11,
                    1,
                    1,
                    "Cannot open database \"" + database.name() + "\" requested by the login. The login failed: "
                            + HostPaths.hidden(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void execute(String batch, List<SqlParameter> parameters, ResultSink sink) {
        Map<String, TypedValue> values = new LinkedHashMap<>();
        for (SqlParameter parameter : parameters) {
            values.put(parameter.name(), new TypedValue(parameter.type(), parameter.value()));
        }
        answer(sink, () -> new Batch(scope, sink, batch).run(values));
    }

    @Override
    public void call(String name, List<SqlParameter> arguments, ResultSink sink) {
        answer(sink, () -> new Calls(scope, sink).call(name, arguments));
    }

    private void answer(ResultSink sink, Link.Work work) {
        scope.link().arm();
        try {
            work.run();
        } catch (SqlError e) {
            sink.error(e);
        } catch (CancelledException e) {
            // The one who cancelled is told by the protocol.
            Transactions.failed(scope);
        } catch (StackOverflowError e) {
            Transactions.failed(scope);
            sink.error(new SqlError(191, 15, 1, 1, Exhaustion.NESTED_TOO_DEEPLY));
        } catch (OutOfMemoryError e) {
            Transactions.failed(scope);
            sink.error(Exhaustion.outOfMemory(1));
        }
    }

    @Override
    public void cancel() {
        scope.link().cancel();
    }

    @Override
    public void begin() throws SqlError {
        control(() -> Transactions.begin(scope));
    }

    @Override
    public void commit() throws SqlError {
        control(() -> Transactions.commit(scope));
    }

    @Override
    public void rollback() throws SqlError {
        control(() -> Transactions.rollback(scope));
    }

    private void control(Link.Work work) throws SqlError {
        scope.link().arm();
        try {
            work.run();
        } catch (CancelledException e) {
            throw new SqlError(3617, 16, 1, 1, "The transaction request was cancelled.");
        }
    }

    @Override
    public boolean inTransaction() {
        return scope.link().inTransaction();
    }

    @Override
    public String database() {
        return scope.database().name();
    }

    @Override
    public void reset() {
        if (scope.link().inTransaction()) {
            scope.link().rollback();
        }
        scope.link().arm();
        for (var table : List.copyOf(scope.state().temporaryTables())) {
            control("DROP TABLE IF EXISTS " + table.relation());
        }
        scope.state().clear();
    }

    private void control(String sql) {
        try {
            scope.link().update(sql);
        } catch (SqlError | CancelledException e) {
            throw new IllegalStateException("Cannot reset a session: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        scope.server().sessions().remove(entry);
        if (scope.link().inTransaction()) {
            scope.link().rollback();
        }
        scope.link().close();
    }
}
