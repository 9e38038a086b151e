package dev.sluice.livy;

import java.time.Duration;
import java.util.List;

/**
 * Makes a session and waits until it takes statements.
 *
 * <pre>
 * create ─► not_started ─► starting ─► idle   : ready
 *                              └─────► dead, error, killed, gone : {@link LivyException.StartFailed} with the log's end
 * </pre>
 */
public final class SessionStart {

    /** Lines of the log that an error shows. */
    static final int LOG_LINES = 20;

    private final LivyClient client;
    private final Ticker ticker;

    public SessionStart(LivyClient client, Ticker ticker) {
        this.client = client;
        this.ticker = ticker;
    }

    /** Hears how the start goes on. */
    public interface Listener {
        /** The session is there, but does not take statements yet. */
        void starting(LivySession session, Duration elapsed);
    }

    /**
     * Makes a session and waits for it.
     *
     * @throws LivyException.StartFailed if it ends before it is ready
     * @throws LivyException.StartCancelled if the user gives up; the session is deleted then
     */
    public LivySession start(SessionRequest request, Cancellation cancellation, Listener listener) {
        Duration begin = ticker.now();
        LivySession session = client.createSession(request);
        Backoff backoff = new Backoff(ticker);
        while (!session.state().isReady()) {
            if (session.state().isOver()) {
                throw failed(session.id(), session.state().word());
            }
            if (cancellation.isRequested()) {
                client.releaseSession(session.id());
                throw new LivyException.StartCancelled(session.id());
            }
            listener.starting(session, ticker.now().minus(begin));
            backoff.pause();
            session = look(session.id());
        }
        return session;
    }

    private LivySession look(String id) {
        try {
            return client.session(id);
        } catch (LivyException.NotFound e) {
            throw failed(id, "gone");
        }
    }

    private LivyException failed(String id, String end) {
        return new LivyException.StartFailed(id, end, logOf(client, id));
    }

    /** Returns the end of a session's log, or nothing where there is none left: it only illustrates an error. */
    static List<String> logOf(LivyClient client, String id) {
        try {
            return client.log(id, LOG_LINES);
        } catch (LivyException e) {
            return List.of();
        }
    }
}
