package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.TypeNames;
import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an answer down as lines: {@code columns n int}, {@code row 1}, {@code changed 2}, {@code error 208 ...}. */
final class Transcript implements ResultSink {

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void columns(List<ResultColumn> columns) {
        lines.add("columns "
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
        lines.add("row " + String.join("|", texts));
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
        lines.add("error " + error.number() + " line " + error.line() + ": " + error.getMessage());
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
