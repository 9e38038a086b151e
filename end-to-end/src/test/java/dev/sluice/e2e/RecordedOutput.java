package dev.sluice.e2e;

import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a cell says. */
final class RecordedOutput implements CellOutput {

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final List<MimeBundle> shown = new ArrayList<>();
    private String progress = "";

    @Override
    public synchronized void text(Stream stream, String text) {
        (stream == Stream.OUT ? out : err).append(text);
    }

    @Override
    public synchronized void display(MimeBundle content) {
        shown.add(content);
    }

    @Override
    public synchronized void progress(MimeBundle content) {
        progress = content.text();
        notifyAll();
    }

    @Override
    public synchronized void endProgress() {
        progress = "";
    }

    synchronized String err() {
        return err.toString();
    }

    /** The progress that is shown now; empty if there is none. */
    synchronized String progress() {
        return progress;
    }

    /** Waits until some progress is shown: the code of the cell runs. */
    synchronized void awaitProgress() throws InterruptedException {
        while (progress.isEmpty()) {
            wait();
        }
    }

    synchronized String out() {
        return out.toString();
    }

    synchronized List<MimeBundle> shown() {
        return List.copyOf(shown);
    }
}
