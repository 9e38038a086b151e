package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes an answer that nobody asked for. */
enum Silence implements ResultSink {
    /** The only one. */
    SINK;

    @Override
    public void columns(List<ResultColumn> columns) {}

    @Override
    public void row(@Nullable Object[] values) {}

    @Override
    public void rowsDone(long rows) {}

    @Override
    public void changed(long rows) {}

    @Override
    public void done() {}

    @Override
    public void error(SqlError error) {}

    @Override
    public void info(String message) {}

    @Override
    public void database(String name) {}
}
