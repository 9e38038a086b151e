package dev.sluice.connector.jdbc;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection to a SQL pool. Not for several threads. Every error comes out translated. */
public final class PoolSession implements AutoCloseable {

    private static final int ANSWER_SECONDS = 5;

    private final Connection connection;
    private final ServerErrors errors;
    private final Consumer<String> log;
    private final StatementWatch watch;

    PoolSession(Connection connection, ServerErrors errors, Consumer<String> log, StatementWatch watch) {
        this.connection = connection;
        this.errors = errors;
        this.log = log;
        this.watch = watch;
    }

    /** Reads something out of the first result of a statement. */
    @FunctionalInterface
    public interface Reader<T> {

        /** Reads; the result is before its first row. */
        T read(ResultSet rows) throws SQLException;
    }

    /**
     * Runs a statement that changes something, or several of them.
     *
     * @return number of rows that the first of them changed, or nothing if it has none
     */
    public Optional<Long> execute(String sql) {
        return execute(sql, watch);
    }

    @SuppressWarnings("try") // The turn is there to be closed.
    private Optional<Long> execute(String sql, StatementWatch watched) {
        log.accept(sql);
        try (Statement statement = connection.createStatement();
                StatementWatch.Turn turn = watched.begin(statement::cancel)) {
            boolean rows = statement.execute(sql);
            long count = rows ? -1 : statement.getLargeUpdateCount();
            Optional<Long> first = count < 0 ? Optional.empty() : Optional.of(count);
            // An error of a later statement comes with its result: whoever does not look for it does not see it.
            while (rows || count >= 0) {
                rows = statement.getMoreResults();
                count = rows ? -1 : statement.getLargeUpdateCount();
            }
            return first;
        } catch (SQLException e) {
            throw errors.translate(e, sql);
        }
    }

    /** Runs a statement also after a cancel: one that frees what others wait for. */
    public void executeRegardless(String sql) {
        var unused = execute(sql, StatementWatch.NONE);
    }

    /** Returns whether the server still answers on this connection. */
    public boolean answers() {
        try {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Runs a query. */
    public <T> T query(String sql, Reader<T> reader) {
        log.accept(sql);
        return queryQuietly(sql, reader);
    }

    /** Runs a query that is of no interest to the user: of the catalog. */
    @SuppressWarnings("try") // As above.
    public <T> T queryQuietly(String sql, Reader<T> reader) {
        try (Statement statement = connection.createStatement();
                StatementWatch.Turn turn = watch.begin(statement::cancel);
                ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
        } catch (SQLException e) {
            throw errors.translate(e, sql);
        }
    }

    /** Runs a query of one row of numbers. */
    public List<@Nullable Object> row(String sql) {
        return query(sql, rows -> {
            if (!rows.next()) {
                throw new SQLException("The query gave no row");
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getObject(i));
            }
            return Collections.unmodifiableList(values);
        });
    }

    /** Runs a query of one row and one number. */
    public long number(String sql) {
        Object value = row(sql).get(0);
        return value instanceof BigDecimal exact
                ? exact.longValueExact()
                : value instanceof Number n ? n.longValue() : 0;
    }

    /** Runs a query of the catalog and returns its first row as texts, if there is one. */
    public Optional<List<@Nullable String>> firstRow(String sql) {
        return queryQuietly(sql, rows -> {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<@Nullable String> values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getString(i));
            }
            return Optional.of(Collections.unmodifiableList(values));
        });
    }

    /** Returns the columns of a select that gives no rows. */
    public List<DescribedColumn> columns(String select) {
        return queryQuietly(select, rows -> DescribedColumn.all(rows.getMetaData()));
    }

    /** Asks for the columns of any select without running it. */
    public List<DescribedColumn> describe(String select) {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            ResultSetMetaData data = statement.getMetaData();
            if (data == null) {
                throw TransferFailedException.of(
                        ErrorCode.INVALID_REQUEST,
                        "The query returns no rows",
                        "Only a SELECT can be read",
                        "Give one SELECT; use run for statements that change something");
            }
            return DescribedColumn.all(data);
        } catch (SQLException e) {
            throw errors.translate(e, select);
        }
    }

    /** Runs a batch of statements and hands its results over as they come. */
    public void batch(String sql, BatchReader reader) {
        log.accept(sql);
        batchQuietly(sql, reader);
    }

    /** Runs a batch of queries that are of no interest to the user: of the catalog. */
    @SuppressWarnings("try") // As above.
    public void batchQuietly(String sql, BatchReader reader) {
        try (Statement statement = connection.createStatement();
                StatementWatch.Turn turn = watch.begin(statement::cancel)) {
            boolean rows = statement.execute(sql);
            while (true) {
                long count = rows ? -1 : statement.getLargeUpdateCount();
                if (rows) {
                    try (ResultSet result = statement.getResultSet()) {
                        reader.rows(result);
                    }
                } else if (count < 0) {
                    return;
                } else {
                    reader.count(count);
                }
                rows = statement.getMoreResults();
            }
        } catch (SQLException e) {
            throw errors.translate(e, sql);
        }
    }

    /** Takes the results of a batch, in order. */
    public interface BatchReader {

        /** Takes rows. */
        void rows(ResultSet rows) throws SQLException;

        /** Takes a number of changed rows. */
        void count(long rows);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            log.accept("-- the connection did not close: " + e.getMessage());
        }
    }
}
