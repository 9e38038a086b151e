package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.kernel.message.Header;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import java.util.HashSet;
import java.util.Set;

/**
 * What a cell says, as publications.
 *
 * <p>The control sequence by which a program clears a terminal clears the cell's output: code that knows no Jupyter can so
 * show one screen after the other.
 */
final class PublishedOutput implements CellOutput {

    private static final String CLEAR_SCREEN = "\u001b[2J";
    private static final String CURSOR_HOME = "\u001b[H";

    private final Outlet outlet;
    private final Header cell;
    private final Set<String> shown = new HashSet<>();

    PublishedOutput(Outlet outlet, Header cell) {
        this.outlet = outlet;
        this.cell = cell;
    }

    @Override
    public void text(Stream stream, String text) {
        String visible = text;
        int cleared = text.lastIndexOf(CLEAR_SCREEN);
        if (cleared >= 0) {
            outlet.publish(cell, "clear_output", Contents.empty().put("wait", false));
            visible = text.substring(cleared + CLEAR_SCREEN.length());
            visible = visible.startsWith(CURSOR_HOME) ? visible.substring(CURSOR_HOME.length()) : visible;
        }
        if (!visible.isEmpty()) {
            ObjectNode content = Contents.empty()
                    .put("name", stream == Stream.OUT ? "stdout" : "stderr")
                    .put("text", visible);
            outlet.publish(cell, "stream", content);
        }
    }

    @Override
    public void display(MimeBundle content) {
        ObjectNode display = Contents.shown(content);
        display.putObject("transient");
        outlet.publish(cell, "display_data", display);
    }

    @Override
    public synchronized void display(String id, MimeBundle content) {
        ObjectNode display = Contents.shown(content);
        display.putObject("transient").put("display_id", id);
        outlet.publish(cell, shown.add(id) ? "display_data" : "update_display_data", display);
    }
}
