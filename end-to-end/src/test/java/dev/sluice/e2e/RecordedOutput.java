package dev.sluice.e2e;

import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a cell says. */
final class RecordedOutput implements CellOutput {

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final List<MimeBundle> shown = new ArrayList<>();
    private final Map<String, MimeBundle> updated = new LinkedHashMap<>();

    @Override
    public synchronized void text(Stream stream, String text) {
        (stream == Stream.OUT ? out : err).append(text);
    }

    @Override
    public synchronized void display(MimeBundle content) {
        shown.add(content);
    }

    @Override
    public synchronized void display(String id, MimeBundle content) {
        updated.put(id, content);
    }

    synchronized String out() {
        return out.toString();
    }

    synchronized List<MimeBundle> shown() {
        return List.copyOf(shown);
    }
}
