package dev.sluice.pool.sql.fault;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an answer down as lines. */
final class AnswerLines implements ResultSink {

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void columns(List<ResultColumn> columns) {
        lines.add("columns " + columns.size());
    }

    @Override
    public void row(@Nullable Object[] values) {
        lines.add("row " + Arrays.toString(values));
    }

    @Override
    public void rowsDone(long rows) {
        lines.add("rows " + rows);
    }

    @Override
    public void changed(long rows) {
        lines.add("changed " + rows);
    }

    @Override
    public void done() {
        lines.add("done");
    }

    @Override
    public void error(SqlError error) {
        lines.add("error " + error.number() + " " + error.getMessage());
    }

    @Override
    public void info(String message) {
        lines.add("info " + message);
    }

    @Override
    public void database(String name) {
        lines.add("database " + name);
    }
}
