package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.kernel.message.Header;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a cell says, as publications.
 *
 * <p>The control sequence by which a program clears a terminal clears the cell's output: code that knows no Jupyter can so
 * show one screen after the other.
 *
 * <p>The protocol knows no way to take one output back. So the progress, which is to leave nothing behind, not even an empty
 * output in a saved notebook, goes by clearing the cell and publishing again what stood there beside it:
 *
 * <pre>
 * display_data (progress) ► update_display_data ... ► clear_output ► what was there ► what comes
 * </pre>
 */
final class PublishedOutput implements CellOutput {

    private static final String CLEAR_SCREEN = "\u001b[2J";
    private static final String CURSOR_HOME = "\u001b[H";

    private final Outlet outlet;
    private final Header cell;
    /** What the cell shows beside its progress. */
    private final List<Publication> shown = new ArrayList<>();
    /** Under which id the progress is shown; null if none is. */
    private @Nullable String progress;

    private record Publication(String type, ObjectNode content) {}

    PublishedOutput(Outlet outlet, Header cell) {
        this.outlet = outlet;
        this.cell = cell;
    }

    @Override
    public synchronized void text(Stream stream, String text) {
        String visible = text;
        int cleared = text.lastIndexOf(CLEAR_SCREEN);
        if (cleared >= 0) {
            shown.clear();
            progress = null;
            clear(false);
            visible = text.substring(cleared + CLEAR_SCREEN.length());
            visible = visible.startsWith(CURSOR_HOME) ? visible.substring(CURSOR_HOME.length()) : visible;
        }
        if (!visible.isEmpty()) {
            ObjectNode content = Contents.empty()
                    .put("name", stream == Stream.OUT ? "stdout" : "stderr")
                    .put("text", visible);
            publish(new Publication("stream", content));
        }
    }

    @Override
    public synchronized void display(MimeBundle content) {
        ObjectNode display = Contents.shown(content);
        display.putObject("transient");
        publish(new Publication("display_data", display));
    }

    @Override
    public synchronized void progress(MimeBundle content) {
        boolean first = progress == null;
        String id = first ? "sluice-progress-" + UUID.randomUUID() : progress;
        progress = id;
        ObjectNode display = Contents.shown(content);
        display.putObject("transient").put("display_id", id);
        outlet.publish(cell, first ? "display_data" : "update_display_data", display);
    }

    @Override
    public synchronized void endProgress() {
        if (progress != null) {
            progress = null;
            // Waiting for the next output keeps the cell from flickering, but there has to be one.
            clear(!shown.isEmpty());
            shown.forEach(this::send);
        }
    }

    private void publish(Publication publication) {
        if (progress != null) {
            progress = null;
            clear(true);
            shown.forEach(this::send);
        }
        shown.add(publication);
        send(publication);
    }

    private void send(Publication publication) {
        outlet.publish(cell, publication.type(), publication.content());
    }

    private void clear(boolean wait) {
        outlet.publish(cell, "clear_output", Contents.empty().put("wait", wait));
    }
}
