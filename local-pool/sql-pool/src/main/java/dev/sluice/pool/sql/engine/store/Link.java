package dev.sluice.pool.sql.engine.store;

import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.query.runtime.Cancellations;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A session's connection to its database: it runs one statement at a time, which any thread may cancel.
 *
 * <p>DuckDB's driver ends a streamed result silently where a row of it fails. A query therefore runs inside a
 * transaction, which such a failure aborts, and the end of its rows is believed only if the transaction is still sound.
 */
public final class Link implements AutoCloseable {

    private static final String NOTHING = "SELECT 1";

    /**
     * What the driver says in place of the cause where a streamed row failed and it does not keep silent. A value of the
     * user's would stand in quotes.
     */
    private static final Pattern LOST = Pattern.compile("[^\"'\\n]*Invalid result set");

    private static final String NO_TRANSACTION = "no transaction is active";

    private final DuckDBConnection connection;
    private final ReentrantLock guard = new ReentrantLock();
    private final Function<SQLException, SqlError> errors;
    private @Nullable Statement running;
    private final long number;
    private volatile boolean cancelled;
    private boolean inTransaction;

    /**
     * Takes a connection over.
     *
     * @param errors tells what DuckDB says as the SQL pool's error
     * @throws SQLException if the connection cannot be used; then it is closed
     */
    public Link(DuckDBConnection connection, Function<SQLException, SqlError> errors) throws SQLException {
        this.connection = connection;
        this.errors = errors;
        number = Cancellations.register(() -> cancelled);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET VARIABLE " + Cancellations.VARIABLE + " = " + number + "::BIGINT");
        } catch (SQLException e) {
            Cancellations.forget(number);
            connection.close();
            throw e;
        }
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface RowMapper<T extends @Nullable Object> {
        /** Reads the current row. */
        T map(ResultSet row) throws SQLException;
    }

    /** Work done in one transaction. */
    @FunctionalInterface
    public interface Work {
        /** Does it; what it throws rolls it back. */
        void run() throws SqlError, CancelledException;
    }

    /** Forgets a cancellation: what runs from here on is another request. */
    public void arm() {
        guard.lock();
        try {
            cancelled = false;
        } finally {
            guard.unlock();
        }
    }

    /** Stops what runs, and what would run before the next {@link #arm}. */
    public void cancel() {
        guard.lock();
        try {
            cancelled = true;
            if (running != null) {
                running.cancel();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot cancel a statement: " + e.getMessage(), e);
        } finally {
            guard.unlock();
        }
    }

    /** Whether a transaction is open. */
    public boolean inTransaction() {
        return inTransaction;
    }

    /** Begins a transaction. */
    public void begin() throws SqlError, CancelledException {
        update("BEGIN TRANSACTION");
        inTransaction = true;
    }

    /** Commits. */
    public void commit() throws SqlError, CancelledException {
        // DuckDB takes the COMMIT of an aborted transaction and rolls it back without a word.
        update(NOTHING);
        update("COMMIT");
        inTransaction = false;
    }

    /** Rolls back, also after a cancellation. */
    public void rollback() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // A COMMIT that failed has rolled back already.
            if (!String.valueOf(e.getMessage()).contains(NO_TRANSACTION)) {
                throw new IllegalStateException("Cannot roll back: " + e.getMessage(), e);
            }
        } finally {
            inTransaction = false;
        }
    }

    /** Does work in a transaction of its own. */
    public void atomically(Work work) throws SqlError, CancelledException {
        begin();
        boolean done = false;
        try {
            work.run();
            commit();
            done = true;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    /** Runs a statement that yields no rows; returns how many it changed, -1 if it is not of that sort. */
    public long update(String sql) throws SqlError, CancelledException {
        return update(sql, List.of());
    }

    /** Runs a statement with values for its {@code ?}; returns how many rows it changed. */
    public long update(String sql, List<? extends @Nullable Object> parameters) throws SqlError, CancelledException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            start(statement);
            try {
                statement.execute();
                return statement.getLargeUpdateCount();
            } finally {
                finish();
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs a small query and keeps its rows. */
    public <T extends @Nullable Object> List<T> query(
            String sql, List<? extends @Nullable Object> parameters, RowMapper<T> mapper)
            throws SqlError, CancelledException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            start(statement);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(mapper.map(rows));
                }
            } finally {
                finish();
            }
            return found;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs a query and hands its rows on as they come; returns how many. */
    public long stream(Translated answer, ResultSink sink) throws SqlError, CancelledException {
        if (inTransaction) {
            return streamSoundly(answer, sink);
        }
        long[] rows = new long[1];
        atomically(() -> rows[0] = streamSoundly(answer, sink));
        return rows[0];
    }

    private long streamSoundly(Translated answer, ResultSink sink) throws SqlError, CancelledException {
        long rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(answer.sql())) {
            start(statement);
            try (ResultSet result = statement.executeQuery()) {
                rows = forward(answer, result, sink);
            } finally {
                finish();
            }
        } catch (SQLException e) {
            if (!LOST.matcher(String.valueOf(e.getMessage())).lookingAt()) {
                throw failure(e);
            }
        }
        requireNotCancelled();
        if (aborted()) {
            throw causeOf(answer, rows);
        }
        sink.rowsDone(rows);
        return rows;
    }

    private long forward(Translated answer, ResultSet result, ResultSink sink) throws SQLException {
        int width = answer.columns().size();
        ValueReader[] readers = answer.columns().stream()
                .map(column -> ValueReader.of(column.type()))
                .toArray(ValueReader[]::new);
        sink.columns(answer.columns());
        @Nullable Object[] values = new @Nullable Object[width];
        long rows = 0;
        while (!cancelled && result.next()) {
            for (int i = 0; i < width; i++) {
                Object value = readers[i].read(result, i + 1);
                values[i] = result.wasNull() ? null : value;
            }
            sink.row(values);
            rows++;
        }
        return rows;
    }

    private boolean aborted() {
        try (Statement statement = connection.createStatement()) {
            return !statement.execute(NOTHING);
        } catch (SQLException e) {
            return true;
        }
    }

    /** Runs the query again without keeping its rows, to hear what the stream did not say. */
    private SqlError causeOf(Translated answer, long rows) throws CancelledException {
        rollback();
        String probe = "SELECT max(hash(answer)) FROM (" + answer.sql() + ") answer";
        try {
            begin();
            query(probe, List.of(), row -> row.getString(1));
        } catch (SqlError e) {
            return e;
        }
        return new SqlError(
                8624,
                16,
                1,
                1,
                "Internal Query Processor Error: the query failed after " + rows + " rows. Run it again.");
    }

    private static void bind(PreparedStatement statement, List<? extends @Nullable Object> parameters)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }

    private void start(Statement statement) throws CancelledException {
        guard.lock();
        try {
            if (cancelled) {
                throw new CancelledException();
            }
            running = statement;
        } finally {
            guard.unlock();
        }
    }

    private void finish() {
        guard.lock();
        try {
            running = null;
        } finally {
            guard.unlock();
        }
    }

    private void requireNotCancelled() throws CancelledException {
        if (cancelled) {
            throw new CancelledException();
        }
    }

    private SqlError failure(SQLException e) throws CancelledException {
        requireNotCancelled();
        return errors.apply(e);
    }

    /** Rolls back what is open; temporary tables go with the connection. */
    @Override
    public void close() {
        Cancellations.forget(number);
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot close a connection: " + e.getMessage(), e);
        }
    }
}
