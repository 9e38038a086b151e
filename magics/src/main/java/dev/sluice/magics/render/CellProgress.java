package dev.sluice.magics.render;

import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.StatementState;
import dev.sluice.livy.Ticker;
import dev.sluice.magics.cell.CellOutput;
import dev.sluice.magics.cell.MimeBundle;
import dev.sluice.magics.session.Monitor;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what a cell waits for: nothing in its first second, then once a second. It vanishes when the cell has ended. */
public final class CellProgress implements Monitor {

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int BAR = 20;

    private final CellOutput output;
    private final Ticker ticker;
    private final String label;
    private final Duration begin;
    private @Nullable Duration shown;

    /**
     * Makes the progress of a cell that begins now.
     *
     * @param label what the cell does, in a few words
     */
    public CellProgress(CellOutput output, Ticker ticker, String label) {
        this.output = output;
        this.ticker = ticker;
        this.label = label;
        this.begin = ticker.now();
    }

    @Override
    public void starting(LivySession session, Duration elapsed) {
        if (isDue()) {
            show("Starting Spark session " + session.id() + " … " + Amounts.elapsed(elapsed));
        }
    }

    @Override
    public void started(LivySession session, Duration elapsed) {
        if (shown != null) {
            show("Spark session " + session.id() + " is ready after " + Amounts.elapsed(elapsed));
        }
    }

    @Override
    public void running(LivyStatement statement, Duration elapsed) {
        if (!isDue()) {
            return;
        }
        String time = Amounts.elapsed(ticker.now().minus(begin));
        if (statement.state() == StatementState.WAITING) {
            show(label + ": waiting for the Spark session … " + time);
            return;
        }
        if (statement.progress() <= 0) {
            // No Spark job has begun, or the dialect does not tell: a bar at nothing would mislead.
            show(label + ": running … " + time);
            return;
        }
        double share = Math.min(1, statement.progress());
        String percent = String.format(Locale.ROOT, "%d %%", Math.round(share * 100));
        int full = (int) Math.round(share * BAR);
        String text = label + " [" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + percent + ", " + time;
        String html = "<div style=\"opacity:0.85\">" + Html.escaped(label) + " <progress max=\"100\" value=\""
                + Math.round(share * 100) + "\"></progress> " + percent + ", " + time + "</div>";
        output.progress(MimeBundle.html(html, text));
    }

    /** Takes the progress away. */
    public void ended() {
        if (shown != null) {
            output.endProgress();
        }
    }

    private boolean isDue() {
        Duration now = ticker.now();
        Duration last = shown;
        if (last == null
                ? now.minus(begin).compareTo(SILENCE) < 0
                : now.minus(last).compareTo(INTERVAL) < 0) {
            return false;
        }
        shown = now;
        return true;
    }

    private void show(String text) {
        output.progress(MimeBundle.html(Html.muted(text), text));
    }
}
