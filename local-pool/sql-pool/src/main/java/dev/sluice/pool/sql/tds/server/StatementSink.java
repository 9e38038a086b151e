package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.tds.token.ColumnMetadata;
import dev.sluice.pool.sql.tds.token.Done;
import dev.sluice.pool.sql.tds.token.EnvironmentChange;
import dev.sluice.pool.sql.tds.token.RowWriter;
import dev.sluice.pool.sql.tds.token.ServerMessage;
import dev.sluice.pool.sql.tds.value.UnwritableValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of the engine into an answer.
 *
 * <p>It is deaf once the client wants no more, is gone, or got a row that cannot be written: the engine is told to stop,
 * and what it says until it does is dropped.
 */
final class StatementSink implements ResultSink {

    /** Arithmetic overflow: what T-SQL says of a value that its type has no room for. */
    private static final int UNWRITABLE_VALUE = 8115;

    private final Answer answer;
    private final Done.Kind kind;
    private final SqlSession session;
    private final Cancellation cancellation;
    private String database;
    private @Nullable RowWriter rows;
    private boolean failed;
    private boolean fatal;
    private boolean deaf;

    StatementSink(Answer answer, Done.Kind kind, SqlSession session, Cancellation cancellation) {
        this.answer = answer;
        this.kind = kind;
        this.session = session;
        this.cancellation = cancellation;
        database = session.database();
    }

    /** Whether a statement failed. */
    boolean failed() {
        return failed;
    }

    /** Whether an error was so severe that it ends the connection. */
    boolean fatal() {
        return fatal;
    }

    @Override
    public void columns(List<ResultColumn> columns) {
        if (hears()) {
            rows = new RowWriter(columns, answer.version());
            answer.add(new ColumnMetadata(columns));
        }
    }

    @Override
    public void row(@Nullable Object[] values) {
        RowWriter writer = rows;
        if (!hears() || writer == null) {
            return;
        }
        try {
            answer.row(writer, values);
        } catch (UnwritableValueException e) {
            error(new SqlError(UNWRITABLE_VALUE, 16, 2, 1, String.valueOf(e.getMessage())));
            deaf = true;
            session.cancel();
        }
    }

    @Override
    public void rowsDone(long count) {
        rows = null;
        if (hears()) {
            answer.done(Done.rows(kind, count));
        }
    }

    @Override
    public void changed(long count) {
        if (hears()) {
            answer.done(Done.changed(kind, count));
        }
    }

    @Override
    public void done() {
        if (hears()) {
            answer.done(Done.plain(kind));
        }
    }

    @Override
    public void error(SqlError error) {
        failed = true;
        rows = null;
        if (hears()) {
            fatal |= error.severity() >= 20;
            answer.add(ServerMessage.of(error));
            answer.done(Done.failed(kind));
        }
    }

    @Override
    public void info(String message) {
        if (hears()) {
            answer.add(ServerMessage.notice(0, message));
        }
    }

    @Override
    public void database(String name) {
        if (hears()) {
            answer.add(EnvironmentChange.database(name, database));
            answer.add(ServerMessage.notice(5701, "Changed database context to '" + name + "'."));
        }
        database = name;
    }

    private boolean hears() {
        if (!deaf && (answer.isBroken() || cancellation.isWanted())) {
            deaf = true;
            session.cancel();
        }
        return !deaf;
    }
}
