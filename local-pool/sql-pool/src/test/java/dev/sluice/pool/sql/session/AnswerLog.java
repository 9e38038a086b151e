package dev.sluice.pool.sql.session;

import java.util.ArrayList;
import java.util.List;

/** Writes an answer down as lines. How columns, rows and errors look is for who reads them to say. */
public abstract class AnswerLog implements ResultSink {

    private final List<String> lines = new ArrayList<>();

    public final List<String> lines() {
        return lines;
    }

    /** Adds a line. */
    protected final void add(String line) {
        lines.add(line);
    }

    @Override
    public final void rowsDone(long rows) {
        add("rows " + rows);
    }

    @Override
    public final void changed(long rows) {
        add("changed " + rows);
    }

    @Override
    public final void done() {
        add("done");
    }

    @Override
    public final void info(String message) {
        add("info " + message);
    }

    @Override
    public final void database(String name) {
        add("database " + name);
    }
}
