package dev.sluice.livy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a statement to its end.
 *
 * <pre>
 * post ─► waiting ─► running ─► available : output, of success or of an error
 *                       │
 *                       └─ cancel ─► cancelling ─► cancelled
 *                                        └─ longer than {@link #CANCEL_LIMIT} : cancelled, code still running
 * </pre>
 *
 * <p>A session that ends meanwhile is noticed and reported as {@link LivyException.SessionOver}.
 */
public final class StatementRun {

    /** How long to wait for a cancelled statement. Livy's own limit, 30 s, is too long for someone who pressed a key. */
    static final Duration CANCEL_LIMIT = Duration.ofSeconds(5);

    /** How often a statement without its output is asked for again. */
    private static final int REREADS = 5;

    private static final Duration SESSION_CHECK = Duration.ofSeconds(5);

    private final LivyClient client;
    private final Ticker ticker;

    public StatementRun(LivyClient client, Ticker ticker) {
        this.client = client;
        this.ticker = ticker;
    }

    /** Hears how a statement goes on. */
    public interface Listener {
        /** The statement waits or runs. */
        void running(LivyStatement statement, Duration elapsed);
    }

    /**
     * Runs code in a session that is ready.
     *
     * @throws LivyException.SessionOver if the session has ended or ends meanwhile
     */
    public StatementOutput run(
            String sessionId, Language language, String code, Cancellation cancellation, Listener listener) {
        try {
            return new Run(sessionId, cancellation, listener).toEnd(client.postStatement(sessionId, language, code));
        } catch (LivyException.NotFound e) {
            throw new LivyException.SessionOver(sessionId, "is gone: it has ended or expired", List.of());
        } catch (LivyException.Refused | LivyException.Failed e) {
            // Livy answers so, in several ways, if the session has ended: its state tells.
            requireAlive(sessionId);
            throw e;
        }
    }

    private void requireAlive(String sessionId) {
        SessionState state = client.session(sessionId).state();
        if (state.isOver()) {
            throw new LivyException.SessionOver(
                    sessionId, "has ended (state " + state.word() + ")", SessionStart.logOf(client, sessionId));
        }
    }

    private final class Run {
        private final String sessionId;
        private final Cancellation cancellation;
        private final Listener listener;
        private final Duration begin = ticker.now();
        private Duration checked = begin;
        private @Nullable Duration cancelled;

        Run(String sessionId, Cancellation cancellation, Listener listener) {
            this.sessionId = sessionId;
            this.cancellation = cancellation;
            this.listener = listener;
        }

        StatementOutput toEnd(LivyStatement posted) {
            LivyStatement statement = posted;
            Backoff backoff = new Backoff(ticker);
            while (!statement.state().isOver()) {
                if (cancelled == null && cancellation.isRequested()) {
                    client.cancelStatement(sessionId, statement.id());
                    cancelled = ticker.now();
                    backoff = new Backoff(ticker);
                }
                if (cancelled != null && ticker.now().minus(cancelled).compareTo(CANCEL_LIMIT) > 0) {
                    return new StatementOutput.Cancelled(true);
                }
                Duration now = ticker.now();
                listener.running(statement, now.minus(begin));
                if (now.minus(checked).compareTo(SESSION_CHECK) > 0) {
                    // A dead driver leaves its statement "running" for ever.
                    requireAlive(sessionId);
                    checked = now;
                }
                backoff.pause();
                statement = client.statement(sessionId, statement.id());
            }
            return outputOf(withOutput(statement));
        }

        /** Livy may call a statement available a moment before it has its output: it copies a statement field by field. */
        private LivyStatement withOutput(LivyStatement over) {
            LivyStatement statement = over;
            Backoff backoff = new Backoff(ticker);
            for (int i = 0;
                    i < REREADS && statement.output() == null && statement.state() == StatementState.AVAILABLE;
                    i++) {
                backoff.pause();
                statement = client.statement(sessionId, statement.id());
            }
            return statement;
        }

        private StatementOutput outputOf(LivyStatement statement) {
            StatementOutput output = statement.output();
            if (statement.state() == StatementState.CANCELLED
                    || (cancelled != null && !(output instanceof StatementOutput.Ok))) {
                return new StatementOutput.Cancelled(false);
            }
            if (output == null) {
                requireAlive(sessionId);
                return new StatementOutput.Failed("Error", "Livy kept no output of the statement", List.of());
            }
            return output;
        }
    }
}
