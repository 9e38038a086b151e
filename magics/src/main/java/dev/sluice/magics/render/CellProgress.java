package dev.sluice.magics.render;

import dev.sluice.livy.LivyException;
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

/** Shows what a cell waits for: nothing in its first second, then once a second. Nothing is left of it when the cell has ended. */
public final class CellProgress implements Monitor {

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int BAR = 20;

    /**
     * A notebook that is saved while a cell runs, and whose tab is then closed, keeps the progress of that moment: no message
     * reaches it any more. Where it is opened again, its progress fades, because nothing renews it.
     */
    private static final String FADING = "<style>@keyframes sluice-progress{to{opacity:0;height:0;overflow:hidden}}"
            + ".sluice-progress{opacity:0.85;animation:sluice-progress 0s 60s forwards}</style>";

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
    public void startsAgain(LivyException.StartFailed failure) {
        output.text(
                CellOutput.Stream.ERR,
                "A Spark session did not start (" + failure.reason() + "); another one is started.\n");
    }

    @Override
    public void started(LivySession session, Duration elapsed) {
        if (shown != null) {
            show("Spark session " + session.id() + " is ready after " + Amounts.elapsed(elapsed));
        }
    }

    @Override
    public void unanswered(LivyException failure, Duration elapsed) {
        if (!isDue()) {
            return;
        }
        if (failure instanceof LivyException.Busy busy && !busy.retryAfter().isZero()) {
            show(label + ": Livy asks to wait " + Amounts.elapsed(busy.retryAfter()) + " (" + busy.reason() + ") …");
        } else {
            show(label + ": Livy has not answered for " + Amounts.elapsed(elapsed) + " (" + failure.reason()
                    + "). What runs goes on meanwhile; asking again …");
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
        if (statement.state() == StatementState.CANCELLING || statement.state() == StatementState.CANCELLED) {
            show(label + ": cancelled; waiting until it has ended … " + time + " (interrupt again to stop waiting)");
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
        show(
                text,
                Html.escaped(label) + " <progress max=\"100\" value=\"" + Math.round(share * 100) + "\"></progress> "
                        + percent + ", " + time);
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
        show(text, Html.escaped(text));
    }

    private void show(String text, String html) {
        output.progress(MimeBundle.html(FADING + "<div class=\"sluice-progress\">" + html + "</div>", text));
    }
}
