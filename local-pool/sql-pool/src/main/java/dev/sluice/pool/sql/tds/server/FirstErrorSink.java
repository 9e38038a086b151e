package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listens for the one thing that matters of a statement that the client has not sent itself: whether it failed. */
final class FirstErrorSink implements ResultSink {
    private @Nullable SqlError first;

    Optional<SqlError> error() {
        return Optional.ofNullable(first);
    }

    @Override
    public void error(SqlError error) {
        if (first == null) {
            first = error;
        }
    }

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
    public void info(String message) {}

    @Override
    public void database(String name) {}
}
