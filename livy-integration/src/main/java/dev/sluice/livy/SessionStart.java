package dev.sluice.livy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes a session and waits until it takes statements.
 *
 * <pre>
 * create ─► not_started ─► starting ─► idle   : ready
 *   │                          └─────► dead, error, killed, gone : once more under another name, then
 *   │                                                              {@link LivyException.StartFailed} with the log's end
 *   └─ answer lost ─► looked up by its name
 * </pre>
 */
public final class SessionStart {

    /** Lines of the log that an error shows. */
    static final int LOG_LINES = 20;

    /** How long a session whose creation was not answered is looked for on a server that answers. */
    static final Duration LOOKUP_LIMIT = Duration.ofSeconds(10);

    /** How long it is looked for on a server that does not answer. One that is not found is reclaimed by the server. */
    static final Duration SILENCE_LIMIT = Duration.ofMinutes(1);

    /** The same, where nothing but pages has come. */
    static final Duration PAGES_LIMIT = Duration.ofSeconds(3);

    /** How long a new session may be unknown where it is asked for: Fabric answers 404 for a while after it has made one. */
    static final Duration APPEARANCE_LIMIT = Duration.ofSeconds(30);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private static final Duration CANCELLED_ANSWER_LIMIT = Duration.ofMillis(1500);

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

        /** The session ended before it was ready, and another one is made in its place. */
        void startsAgain(LivyException.StartFailed failure);

        /**
         * The server does not answer, or not as Livy does. It is asked again.
         *
         * @param elapsed since when
         */
        void unanswered(LivyException failure, Duration elapsed);
    }

    /**
     * Makes a session and waits for it. One that ends by itself is made once more: starts fail now and then on machines
     * under load.
     *
     * @param requests gives a request with a new name each time
     * @throws LivyException.StartFailed if the second ends before it is ready, too
     * @throws LivyException.StartCancelled if the user gives up; the session is deleted then
     */
    public LivySession start(Supplier<SessionRequest> requests, Cancellation cancellation, Listener listener) {
        try {
            return new Start(requests.get(), cancellation, listener).toReady();
        } catch (LivyException.StartFailed e) {
            if (cancellation.isRequested()) {
                throw e;
            }
            listener.startsAgain(e);
        }
        return new Start(requests.get(), cancellation, listener).toReady();
    }

    private final class Start {
        private final SessionRequest request;
        private final Cancellation cancellation;
        private final Listener listener;
        private final Outage outage = new Outage(ticker);
        private final Backoff backoff;
        private final Duration begin = ticker.now();
        private Duration made = begin;
        private boolean seen;

        Start(SessionRequest request, Cancellation cancellation, Listener listener) {
            this.request = request;
            this.cancellation = cancellation;
            this.listener = listener;
            this.backoff = new Backoff(ticker, cancellation);
        }

        LivySession toReady() {
            LivySession session = create();
            made = ticker.now();
            while (!session.state().isReady()) {
                if (session.state().isOver()) {
                    throw failed(session.key(), session.state().word());
                }
                if (cancellation.isRequested()) {
                    client.releaseSession(session.key());
                    throw new LivyException.StartCancelled(session.id());
                }
                if (!outage.isOngoing()) {
                    listener.starting(session, ticker.now().minus(begin));
                }
                backoff.pause();
                session = look(session);
            }
            return session;
        }

        private LivySession create() {
            while (true) {
                try {
                    LivySession session = cancellation.interruptibly(() -> client.createSession(request));
                    outage.end();
                    return session;
                } catch (LivyException.Busy e) {
                    if (!e.isTurnedAway()) {
                        return find(e);
                    }
                    waitFor(e);
                } catch (LivyException.AnswerLost | LivyException.Failed | LivyException.NotLivy e) {
                    return find(e);
                }
            }
        }

        private void waitFor(LivyException.Busy busy) {
            Duration wish = bear(busy);
            if (cancellation.isRequested()) {
                throw new LivyException.StartCancelled(request.name());
            }
            listener.unanswered(busy, outage.elapsed());
            backoff.pause(wish);
        }

        /** Looks for a session whose creation was not answered. Its name is nobody else's. */
        private LivySession find(LivyException lost) {
            Duration answered = null;
            while (true) {
                Duration wish = Duration.ZERO;
                Duration limit = cancellation.isRequested() ? CANCELLED_ANSWER_LIMIT : ANSWER_LIMIT;
                try {
                    Optional<LivySession> found =
                            cancellation.interruptibly(() -> client.sessionNamed(request.name(), limit));
                    if (found.isPresent()) {
                        return found.get();
                    }
                    outage.end();
                    answered = answered == null ? ticker.now() : answered;
                } catch (LivyException e) {
                    wish = bear(e);
                    answered = null;
                    // Pages alone are what a wrong address answers.
                    Duration patience = e instanceof LivyException.NotLivy && lost instanceof LivyException.NotLivy
                            ? PAGES_LIMIT
                            : SILENCE_LIMIT;
                    if (outage.elapsed().compareTo(patience) > 0) {
                        throw lost;
                    }
                }
                if (limit.equals(CANCELLED_ANSWER_LIMIT)) {
                    // Nobody will send it a sign of life: the server reclaims it by its heartbeat timeout.
                    throw new LivyException.StartCancelled(request.name());
                }
                boolean answeredByLivy = lost instanceof LivyException.Failed failed && failed.status() == 500;
                if (answered != null
                        && (answeredByLivy || ticker.now().minus(answered).compareTo(LOOKUP_LIMIT) > 0)) {
                    throw lost;
                }
                listener.unanswered(lost, ticker.now().minus(begin));
                backoff.pause(wish);
            }
        }

        private LivySession look(LivySession session) {
            try {
                LivySession now = cancellation.interruptibly(() -> client.session(session.key()));
                outage.end();
                seen = true;
                return now;
            } catch (LivyException.NotFound e) {
                if (seen || ticker.now().minus(made).compareTo(APPEARANCE_LIMIT) > 0) {
                    // It may be there after all, and nobody would use it.
                    client.releaseSession(session.key());
                    throw failed(session.key(), "gone");
                }
                return session;
            } catch (LivyException e) {
                Duration wish = bear(e);
                listener.unanswered(e, outage.elapsed());
                backoff.pause(wish);
                return session;
            }
        }

        /** Bears that the server does not answer, for as long as there is hope. */
        private Duration bear(LivyException failure) {
            try {
                return outage.bear(failure, request.name());
            } catch (LivyException.OutcomeUnknown e) {
                throw e.last();
            }
        }
    }

    private LivyException.StartFailed failed(SessionKey session, String end) {
        return new LivyException.StartFailed(session.id(), end, logOf(client, session));
    }

    /** Returns the end of a session's log, or nothing where there is none left: it only illustrates an error. */
    static List<String> logOf(LivyClient client, SessionKey session) {
        try {
            return client.log(session, LOG_LINES);
        } catch (LivyException e) {
            return List.of();
        }
    }
}
