package dev.sluice.pool.sql.fault;

import dev.sluice.pool.sql.session.AnswerLog;
import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.SqlError;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an answer down as lines. */
final class AnswerLines extends AnswerLog {

    @Override
    public void columns(List<ResultColumn> columns) {
        add("columns " + columns.size());
    }

    @Override
    public void row(@Nullable Object[] values) {
        add("row " + Arrays.toString(values));
    }

    @Override
    public void error(SqlError error) {
        add("error " + error.number() + " " + error.getMessage());
    }
}
