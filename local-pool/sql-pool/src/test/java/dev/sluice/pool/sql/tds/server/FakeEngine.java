package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.ClientLogin;
import dev.sluice.pool.sql.session.LoggedTransactions;
import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlEngine;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.type.SqlType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An engine that knows a few statements: they make the events that the wire has to carry, and no more.
 *
 * <pre>
 * SELECT @p..         the parameters as a row          ROWS n       n rows
 * CHANGE n            n rows changed                   FAIL m       error 50001 with message m
 * HANG                runs until it is cancelled       PRINT m      notice
 * BEGIN | COMMIT      a transaction                    USE d        changes the database
 * BAD ROW             a value that has no room         BUG          a fault of the engine
 * EXEC p @p..         calls a procedure              SHOW         a column of each type
 * FATAL               an error that ends the connection
 * </pre>
 */
final class FakeEngine implements SqlEngine {

    /** A column of each type with a value. */
    static final Map<SqlType, Object> VALUES = values();

    /** What sessions were told, oldest first. */
    final List<String> log = new CopyOnWriteArrayList<>();
    /** Released for each statement that hangs. */
    final Semaphore hanging = new Semaphore(0);
    /** Released for each session that ends. */
    final Semaphore ended = new Semaphore(0);

    final AtomicInteger rowsSent = new AtomicInteger();

    @Override
    public SqlSession open(ClientLogin client) throws SqlError {
        if (client.database().equals("nowhere")) {
            throw new SqlError(
                    4060, 11, 1, 1, "Cannot open database \"nowhere\" requested by the login. The login failed.");
        }
        log.add("open " + client.login() + " " + client.database());
        return new Session();
    }

    private final class Session extends LoggedTransactions {
        private final Semaphore cancelled = new Semaphore(0);
        private volatile boolean stop;
        private String database = "sqlpool";

        Session() {
            super(log, "Nested transactions are not supported.");
        }

        @Override
        public void execute(String batch, List<SqlParameter> parameters, ResultSink sink) {
            stop = false;
            cancelled.drainPermits();
            for (String statement : batch.split(";", -1)) {
                String text = statement.strip();
                int space = text.indexOf(' ');
                String word = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
                if (!run(word, space < 0 ? "" : text.substring(space + 1), parameters, sink)) {
                    return;
                }
            }
        }

        private boolean run(String word, String rest, List<SqlParameter> parameters, ResultSink sink) {
            switch (word) {
                case "SELECT" -> select(rest, parameters, sink);
                case "ROWS" -> rows(Integer.parseInt(rest), sink);
                case "CHANGE" -> sink.changed(Integer.parseInt(rest));
                case "PRINT" -> {
                    sink.info(rest);
                    sink.done();
                }
                case "FAIL" -> {
                    sink.error(new SqlError(50001, 16, 3, 7, rest));
                    return false;
                }
                case "FATAL" -> {
                    sink.error(new SqlError(50002, 20, 1, 1, "the end"));
                    return false;
                }
                case "HANG" -> hang();
                case "EXEC" -> call(rest.replaceAll(" .*", "").replaceAll(".*\\.", ""), parameters, sink);
                case "SHOW" -> show(sink);
                case "BEGIN" -> setOpen(true);
                case "COMMIT", "ROLLBACK" -> setOpen(false);
                case "USE" -> {
                    database = rest;
                    sink.database(rest);
                    sink.done();
                }
                case "BAD" -> {
                    sink.columns(List.of(column("n", SqlType.Kind.TINYINT)));
                    sink.row(new Object[] {(short) 1});
                    sink.row(new Object[] {(short) 256});
                    sink.row(new Object[] {(short) 2});
                    sink.rowsDone(3);
                }
                case "BUG" -> throw new IllegalStateException("a bug");
                default -> {
                    log.add(word.toLowerCase(Locale.ROOT) + " " + rest);
                    sink.done();
                }
            }
            return true;
        }

        private void select(String rest, List<SqlParameter> parameters, ResultSink sink) {
            if (parameters.isEmpty()) {
                sink.columns(List.of(column("", SqlType.Kind.INT)));
                sink.row(new Object[] {Integer.valueOf(rest.replaceAll("\\D.*", ""))});
                sink.rowsDone(1);
                return;
            }
            List<ResultColumn> columns = new ArrayList<>();
            @Nullable Object[] row = new Object[parameters.size()];
            for (int i = 0; i < row.length; i++) {
                SqlParameter parameter = parameters.get(i);
                columns.add(new ResultColumn(parameter.name(), parameter.type(), true));
                row[i] = parameter.value();
            }
            sink.columns(columns);
            sink.row(row);
            sink.rowsDone(1);
        }

        private void show(ResultSink sink) {
            List<ResultColumn> columns = new ArrayList<>();
            VALUES.forEach((type, value) ->
                    columns.add(new ResultColumn(type.kind().name().toLowerCase(Locale.ROOT), type, false)));
            sink.columns(columns);
            sink.row(VALUES.values().toArray());
            sink.row(new Object[columns.size()]);
            sink.rowsDone(2);
        }

        private void rows(int count, ResultSink sink) {
            sink.columns(List.of(
                    column("n", SqlType.Kind.INT),
                    new ResultColumn("text", new SqlType(SqlType.Kind.NVARCHAR, 100, 0, 0), true)));
            for (int i = 0; i < count && !stop; i++) {
                sink.row(new Object[] {i, i % 3 == 0 ? null : "row " + i + " äöü€"});
                rowsSent.incrementAndGet();
            }
            sink.rowsDone(count);
        }

        private void hang() {
            hanging.release();
            cancelled.acquireUninterruptibly();
        }

        @Override
        public void call(String name, List<SqlParameter> arguments, ResultSink sink) {
            if (name.equals("sp_missing")) {
                sink.error(new SqlError(2812, 16, 62, 1, "Could not find stored procedure 'sp_missing'."));
                return;
            }
            SqlType text = new SqlType(SqlType.Kind.NVARCHAR, 200, 0, 0);
            sink.columns(
                    List.of(new ResultColumn("procedure", text, false), new ResultColumn("arguments", text, false)));
            sink.row(new Object[] {
                name, arguments.stream().map(SqlParameter::value).toList().toString()
            });
            sink.rowsDone(1);
        }

        @Override
        public void cancel() {
            stop = true;
            cancelled.release();
        }

        @Override
        public String database() {
            return database;
        }

        @Override
        public void reset() {
            log.add("reset");
            setOpen(false);
            database = "sqlpool";
        }

        @Override
        public void close() {
            ended.release();
        }
    }

    private static Map<SqlType, Object> values() {
        Map<SqlType, Object> values = new LinkedHashMap<>();
        values.put(SqlType.of(SqlType.Kind.BIT), true);
        values.put(SqlType.of(SqlType.Kind.TINYINT), (short) 255);
        values.put(SqlType.of(SqlType.Kind.SMALLINT), (short) -1);
        values.put(SqlType.of(SqlType.Kind.INT), -2);
        values.put(SqlType.of(SqlType.Kind.BIGINT), -3L);
        values.put(new SqlType(SqlType.Kind.DECIMAL, 0, 20, 5), new BigDecimal("-123456789012345.12345"));
        values.put(SqlType.of(SqlType.Kind.MONEY), new BigDecimal("-1.0001"));
        values.put(SqlType.of(SqlType.Kind.SMALLMONEY), new BigDecimal("2.0002"));
        values.put(SqlType.of(SqlType.Kind.REAL), 1.5f);
        values.put(SqlType.of(SqlType.Kind.FLOAT), -2.5);
        values.put(new SqlType(SqlType.Kind.CHAR, 3, 0, 0), "a€ ");
        values.put(new SqlType(SqlType.Kind.VARCHAR, 8000, 0, 0), "b€");
        values.put(new SqlType(SqlType.Kind.NCHAR, 2, 0, 0), "日 ");
        values.put(new SqlType(SqlType.Kind.NVARCHAR, SqlType.MAX, 0, 0), "日本");
        values.put(new SqlType(SqlType.Kind.BINARY, 2, 0, 0), new byte[] {1, 0});
        values.put(new SqlType(SqlType.Kind.VARBINARY, SqlType.MAX, 0, 0), new byte[] {2});
        values.put(SqlType.of(SqlType.Kind.DATE), LocalDate.of(2024, 2, 29));
        values.put(new SqlType(SqlType.Kind.TIME, 0, 0, 3), LocalTime.of(1, 2, 3, 4_000_000));
        values.put(SqlType.of(SqlType.Kind.DATETIME), LocalDateTime.of(1999, 12, 31, 23, 59, 59, 997_000_000));
        values.put(SqlType.of(SqlType.Kind.SMALLDATETIME), LocalDateTime.of(2024, 2, 29, 1, 2));
        values.put(new SqlType(SqlType.Kind.DATETIME2, 0, 0, 7), LocalDateTime.of(2024, 2, 29, 1, 2, 3, 123_456_700));
        values.put(
                new SqlType(SqlType.Kind.DATETIMEOFFSET, 0, 0, 7),
                OffsetDateTime.parse("2024-02-29T01:02:03.1234567+05:30"));
        values.put(SqlType.of(SqlType.Kind.UNIQUEIDENTIFIER), UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff"));
        return values;
    }

    private static ResultColumn column(String name, SqlType.Kind kind) {
        return new ResultColumn(name, SqlType.of(kind), true);
    }
}
