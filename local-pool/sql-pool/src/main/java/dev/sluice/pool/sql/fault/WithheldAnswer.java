package dev.sluice.pool.sql.fault;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps an answer back: all of it, in memory, which is well for what tests strike. */
final class WithheldAnswer implements ResultSink {

    private final List<Consumer<ResultSink>> events = new ArrayList<>();

    /** Gives the answer. */
    void release(ResultSink sink) {
        events.forEach(event -> event.accept(sink));
    }

    @Override
    public void columns(List<ResultColumn> columns) {
        events.add(sink -> sink.columns(columns));
    }

    @Override
    public void row(@Nullable Object[] values) {
        @Nullable Object[] kept = values.clone();
        events.add(sink -> sink.row(kept));
    }

    @Override
    public void rowsDone(long rows) {
        events.add(sink -> sink.rowsDone(rows));
    }

    @Override
    public void changed(long rows) {
        events.add(sink -> sink.changed(rows));
    }

    @Override
    public void done() {
        events.add(ResultSink::done);
    }

    @Override
    public void error(SqlError error) {
        events.add(sink -> sink.error(error));
    }

    @Override
    public void info(String message) {
        events.add(sink -> sink.info(message));
    }

    @Override
    public void database(String name) {
        events.add(sink -> sink.database(name));
    }
}
