package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.kernel.message.Header;
import org.jspecify.annotations.Nullable;

/**
 * Publishes busy and idle around every request.
 *
 * <p>Front ends show the state that came last, whatever request it belongs to. A question that is answered while a cell
 * runs would make them show an idle kernel, so the cell's busy is said again after the question's idle. Invariant: after a
 * cell's idle comes no busy of that cell.
 */
final class ActivityStatus {

    private final Outlet outlet;
    private @Nullable Header runningCell;

    ActivityStatus(Outlet outlet) {
        this.outlet = outlet;
    }

    synchronized void cellBegins(Header cell) {
        runningCell = cell;
        publish(cell, "busy");
    }

    synchronized void cellEnds(Header cell) {
        runningCell = null;
        publish(cell, "idle");
    }

    synchronized void questionBegins(Header question) {
        publish(question, "busy");
    }

    synchronized void questionEnds(Header question) {
        publish(question, "idle");
        if (runningCell != null) {
            publish(runningCell, "busy");
        }
    }

    /** Says that the kernel listens, before any request came. */
    void starting() {
        publish(null, "starting");
    }

    private void publish(@Nullable Header parent, String state) {
        outlet.publish(parent, "status", JsonNodeFactory.instance.objectNode().put("execution_state", state));
    }
}
