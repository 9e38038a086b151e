package dev.sluice.pool.sql.engine.system;

import dev.sluice.pool.sql.engine.catalog.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/** What runs now, as DuckDB table functions of text columns: {@code sluice_requests()}, {@code sluice_sessions()}. */
public final class LiveViews implements Database.Functions {

    private static final int CHUNK = 1024;

    private final RequestLog requests;
    private final SessionList sessions;

    /** Shows a log of requests and a list of sessions. */
    public LiveViews(RequestLog requests, SessionList sessions) {
        this.requests = requests;
        this.sessions = sessions;
    }

    @Override
    public void register(Connection connection) throws SQLException {
        register(
                connection,
                "sluice_requests",
                List.of(
                        "request_id",
                        "session_id",
                        "login_name",
                        "database_id",
                        "label",
                        "command",
                        "status",
                        "start_time",
                        "end_time",
                        "elapsed",
                        "error",
                        "moved_rows",
                        "moved_bytes"),
                this::requestRows);
        register(
                connection,
                "sluice_sessions",
                List.of("session_id", "login_name", "database_name", "login_time", "application"),
                () -> sessions.all().stream()
                        .map(entry -> List.<@Nullable String>of(
                                entry.id(),
                                entry.login(),
                                entry.database(),
                                String.valueOf(entry.since()),
                                entry.application()))
                        .toList());
    }

    /** Registers {@code sluice_databases()}: names and numbers. */
    public static void registerDatabases(Connection connection, Supplier<List<List<@Nullable String>>> rows)
            throws SQLException {
        register(connection, "sluice_databases", List.of("name", "database_id"), rows);
    }

    private List<List<@Nullable String>> requestRows() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        LocalDateTime now = requests.now();
        for (RequestLog.Request request : requests.all()) {
            LocalDateTime end = request.end();
            List<@Nullable String> row = new ArrayList<>();
            row.add(request.id());
            row.add(request.session());
            row.add(request.login());
            row.add(String.valueOf(request.database()));
            row.add(request.label());
            row.add(request.command());
            row.add(request.status());
            row.add(request.start().toString());
            row.add(end == null ? null : end.toString());
            row.add(String.valueOf(
                    Duration.between(request.start(), end == null ? now : end).toMillis()));
            row.add(request.error());
            row.add(request.moving() ? String.valueOf(request.rows()) : null);
            row.add(request.moving() ? String.valueOf(request.bytes()) : null);
            rows.add(row);
        }
        return rows;
    }

    private static void register(
            Connection connection, String name, List<String> columns, Supplier<List<List<@Nullable String>>> rows)
            throws SQLException {
        DuckDBFunctions.tableFunction()
                .withName(name)
                .withFunction(new Rows(columns, rows))
                .register(connection);
    }

    /** Position in the rows that a scan has still to hand out. */
    private static final class Cursor {

        private final List<List<@Nullable String>> rows;
        private int next;

        private Cursor(List<List<@Nullable String>> rows) {
            this.rows = rows;
        }
    }

    private record Rows(List<String> columns, Supplier<List<List<@Nullable String>>> source)
            implements DuckDBTableFunction<List<String>, Cursor, Object> {

        @Override
        public List<String> bind(DuckDBTableFunctionBindInfo info) throws SQLException {
            for (String column : columns) {
                info.addResultColumn(column, DuckDBColumnType.VARCHAR);
            }
            return columns;
        }

        @Override
        public Cursor init(DuckDBTableFunctionInitInfo info) {
            return new Cursor(source.get());
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) throws SQLException {
            Cursor cursor = info.getInitData();
            int count = 0;
            while (count < CHUNK && cursor.next < cursor.rows.size()) {
                List<@Nullable String> row = cursor.rows.get(cursor.next);
                for (int i = 0; i < row.size(); i++) {
                    String value = row.get(i);
                    if (value == null) {
                        chunk.vector(i).setNull(count);
                    } else {
                        chunk.vector(i).setString(count, value);
                    }
                }
                cursor.next++;
                count++;
            }
            return count;
        }
    }
}
