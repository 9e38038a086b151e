package dev.sluice.pool.sql.fault;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes an answer on and keeps what the journal says of it. */
final class ObservedSink implements ResultSink {

    private final ResultSink target;
    private @Nullable SqlError first;

    ObservedSink(ResultSink target) {
        this.target = target;
    }

    /** The number of the first error, if there was one. */
    Map<String, String> result() {
        return first == null ? Map.of() : Map.of("error", Integer.toString(first.number()));
    }

    @Override
    public void columns(List<ResultColumn> columns) {
        target.columns(columns);
    }

    @Override
    public void row(@Nullable Object[] values) {
        target.row(values);
    }

    @Override
    public void rowsDone(long rows) {
        target.rowsDone(rows);
    }

    @Override
    public void changed(long rows) {
        target.changed(rows);
    }

    @Override
    public void done() {
        target.done();
    }

    @Override
    public void error(SqlError error) {
        if (first == null) {
            first = error;
        }
        target.error(error);
    }

    @Override
    public void info(String message) {
        target.info(message);
    }

    @Override
    public void database(String name) {
        target.database(name);
    }
}
