package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.TypeNames;
import dev.sluice.pool.sql.session.AnswerLog;
import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.SqlError;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an answer down as lines: {@code columns n int}, {@code row 1}, {@code changed 2}, {@code error 208 ...}. */
final class Transcript extends AnswerLog {

    @Override
    public void columns(List<ResultColumn> columns) {
        add("columns "
                + String.join(
                        ", ",
                        columns.stream()
                                .map(column -> column.name()
                                        + ' '
                                        + TypeNames.declared(column.type())
                                        + (column.nullable() ? "" : " not null"))
                                .toList()));
    }

    @Override
    public void row(@Nullable Object[] values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
        }
        add("row " + String.join("|", texts));
    }

    @Override
    public void error(SqlError error) {
        add("error " + error.number() + " line " + error.line() + ": " + error.getMessage());
    }
}
