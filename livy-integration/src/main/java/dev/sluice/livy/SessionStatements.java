package dev.sluice.livy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements of one session to their end, one at a time.
 *
 * <pre>
 * post ─► waiting ─► running ─► available : output, of success or of an error
 *  │                    │
 *  │                    └─ cancel ─► cancelling ─► cancelled
 *  │                                     └─ longer than its {@link Ending} allows : cancelled, code still running
 *  └─ answer lost ─► looked up by its code ─► as above
 *                         └─ not there for {@link #LOOKUP_LIMIT} : it did not arrive
 * </pre>
 *
 * <p>A statement is never posted twice. One that is known is asked about through outages of the server, for {@link
 * Outage#LIMIT} at most. A session that ends meanwhile is noticed and reported as {@link LivyException.SessionOver}.
 */
public final class SessionStatements {

    /** How long to wait for a cancelled statement. Livy's own limit, 30 s, is too long for someone who pressed a key. */
    static final Duration CANCEL_LIMIT = Duration.ofSeconds(5);

    /** The same, if it says itself how it has ended. It may have to ask others first, for as long as they do not answer. */
    static final Duration REPORT_LIMIT = Duration.ofSeconds(60);

    /** How long a statement whose posting was not answered is looked for in a session that answers. */
    static final Duration LOOKUP_LIMIT = Duration.ofSeconds(10);

    /** Longest wait for one answer about a statement, and for one answer once the user wants an end. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private static final Duration CANCELLED_ANSWER_LIMIT = Duration.ofMillis(1500);

    /** How often a statement without its output is asked for again. */
    private static final int REREADS = 5;

    private static final Duration SESSION_CHECK = Duration.ofSeconds(5);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final LivyClient client;
    private final SessionKey session;
    private final Ticker ticker;

    /** Number of the last statement that is known: what comes behind it is new. */
    private @Nullable String last;

    /** Makes a runner for a session that is ready. */
    public SessionStatements(LivyClient client, SessionKey session, Ticker ticker) {
        this.client = client;
        this.session = session;
        this.ticker = ticker;
    }

    /** How a statement ends that the user cancels. */
    public enum Ending {
        /** It has ended, or has not: nobody waits long for that. */
        SILENT(CANCEL_LIMIT),
        /**
         * It says how it has ended, and is waited for, unless the user insists. Livy calls it cancelled while its code still
         * runs, once its own patience is over: code that has begun has ended when it has an output.
         */
        REPORTED(REPORT_LIMIT);

        private final Duration limit;

        Ending(Duration limit) {
            this.limit = limit;
        }
    }

    /** Hears how a statement goes on. */
    public interface Listener {
        /** The statement waits or runs. */
        void running(LivyStatement statement, Duration elapsed);

        /**
         * The server does not answer, or not as Livy does. It is asked again.
         *
         * @param elapsed since when
         */
        void unanswered(LivyException failure, Duration elapsed);
    }

    /**
     * Runs code.
     *
     * @param ending what to expect of it if it is cancelled
     * @throws LivyException.SessionOver if the session has ended or ends meanwhile
     * @throws LivyException.OutcomeUnknown if the server stops telling about code that it may have run
     * @throws LivyException.Unreachable if the code has not arrived
     */
    public StatementOutput run(
            Language language, String code, Ending ending, Cancellation cancellation, Listener listener) {
        if (cancellation.isRequested()) {
            return new StatementOutput.Cancelled(StatementOutput.Code.NOT_RUN);
        }
        Run run = new Run(language, code, ending, cancellation, listener);
        Optional<LivyStatement> posted;
        while (true) {
            try {
                posted = run.post();
                break;
            } catch (LivyException.Busy e) {
                if (!run.waitsFor(e)) {
                    return new StatementOutput.Cancelled(StatementOutput.Code.NOT_RUN);
                }
            }
        }
        if (posted.isEmpty()) {
            return new StatementOutput.Cancelled(StatementOutput.Code.UNKNOWN);
        }
        last = posted.get().id();
        return run.toEnd(posted.get());
    }

    private final class Run {
        private final Language language;
        private final String code;
        private final Ending ending;
        private final Cancellation cancellation;
        private final Listener listener;
        private final Outage outage = new Outage(ticker);
        private final Duration begin = ticker.now();
        private Backoff backoff;
        private Duration checked = begin;
        private @Nullable Duration cancelled;
        private boolean cancelHeard;
        private boolean begun;

        Run(Language language, String code, Ending ending, Cancellation cancellation, Listener listener) {
            this.language = language;
            this.code = code;
            this.ending = ending;
            this.cancellation = cancellation;
            this.listener = listener;
            this.backoff = new Backoff(ticker, cancellation);
        }

        /**
         * Posts the code. Returns nothing if the user wants an end before it is known whether the code has arrived.
         *
         * @throws LivyException.Busy if it has been turned away
         */
        Optional<LivyStatement> post() {
            try {
                return Optional.of(cancellation.interruptibly(() -> client.postStatement(session, language, code)));
            } catch (LivyException.NotFound e) {
                throw gone(LivyException.SessionOver.Code.NOT_RUN);
            } catch (LivyException.Refused e) {
                // Livy answers so, in several ways, if the session has ended: its state tells.
                requireAlive(LivyException.SessionOver.Code.NOT_RUN);
                throw e;
            } catch (LivyException.Busy e) {
                if (e.isTurnedAway()) {
                    throw e;
                }
                return find(e);
            } catch (LivyException.AnswerLost | LivyException.Failed | LivyException.NotLivy e) {
                return find(e);
            }
        }

        /**
         * Waits until the server may be asked again.
         *
         * @return false if the user wants an end
         */
        boolean waitsFor(LivyException.Busy busy) {
            Duration wish;
            try {
                wish = outage.bear(busy, session.id());
            } catch (LivyException.OutcomeUnknown e) {
                // It is known: the code was turned away each time.
                throw busy;
            }
            if (!cancellation.isRequested()) {
                listener.unanswered(busy, outage.elapsed());
                backoff.pause(wish);
            }
            return !cancellation.isRequested();
        }

        private Optional<LivyStatement> find(LivyException lost) {
            if (last != null && !NUMBER.matcher(last).matches()) {
                throw new LivyException.OutcomeUnknown(session.id(), lost);
            }
            Duration answered = null;
            while (true) {
                Duration wish = Duration.ZERO;
                try {
                    Optional<LivyStatement> found = unheard();
                    if (found.isPresent()) {
                        return found;
                    }
                    requireAlive(LivyException.SessionOver.Code.UNKNOWN);
                    outage.end();
                    answered = answered == null ? ticker.now() : answered;
                } catch (LivyException e) {
                    wish = bear(e);
                    answered = null;
                }
                if (isCancelledTooLong()) {
                    return Optional.empty();
                }
                if (answered != null && ticker.now().minus(answered).compareTo(LOOKUP_LIMIT) > 0) {
                    throw notArrived(lost);
                }
                listener.unanswered(lost, ticker.now().minus(begin));
                backoff.pause(wish);
            }
        }

        private LivyException notArrived(LivyException lost) {
            return lost instanceof LivyException.Failed failed && failed.status() == 500
                    ? lost
                    : new LivyException.Unreachable(
                            client.address(),
                            "the code was sent and not answered (" + lost.reason()
                                    + "), and its session has no such statement, so that it has not run",
                            lost);
        }

        /**
         * Returns the newest statement with the code behind the last one that is known. It is looked up number by number:
         * the list of all statements holds all their outputs, which can be more than Livy's RPC carries.
         */
        private Optional<LivyStatement> unheard() {
            LivyStatement found = null;
            long first = last == null ? 0 : Long.parseLong(last) + 1;
            int missing = 0;
            // Not every dialect begins with 0.
            for (long id = first; missing < 2; id++) {
                try {
                    LivyStatement next = look(String.valueOf(id));
                    missing = 0;
                    found = isOurs(next) ? next : found;
                } catch (LivyException.NotFound e) {
                    missing++;
                }
            }
            return Optional.ofNullable(found);
        }

        private boolean isOurs(LivyStatement statement) {
            String posted = statement.code();
            return posted == null || posted.strip().equals(code.strip());
        }

        StatementOutput toEnd(LivyStatement posted) {
            LivyStatement statement = posted;
            backoff = new Backoff(ticker, cancellation);
            outage.end();
            Duration wish = Duration.ZERO;
            int reads = 0;
            while (!hasEnded(statement) || (isWithoutOutput(statement) && reads < REREADS)) {
                if (isCancelledTooLong()) {
                    return new StatementOutput.Cancelled(
                            cancelHeard ? StatementOutput.Code.RUNNING : StatementOutput.Code.UNKNOWN);
                }
                if (cancelled != null && !cancelHeard) {
                    cancelHeard = cancel(statement.id());
                }
                if (!outage.isOngoing()) {
                    listener.running(statement, ticker.now().minus(begin));
                }
                backoff.pause(wish);
                wish = Duration.ZERO;
                try {
                    checkSession();
                    statement = next(statement);
                    outage.end();
                    reads += isWithoutOutput(statement) ? 1 : 0;
                } catch (LivyException.NotFound e) {
                    requireAlive(LivyException.SessionOver.Code.UNKNOWN);
                    throw new LivyException.OutcomeUnknown(session.id(), e);
                } catch (LivyException e) {
                    wish = bear(e);
                    listener.unanswered(e, outage.elapsed());
                }
            }
            return outputOf(statement);
        }

        private boolean hasEnded(LivyStatement statement) {
            StatementState state = statement.state();
            begun |= (state == StatementState.RUNNING || state == StatementState.CANCELLING);
            if (ending == Ending.REPORTED && begun && state == StatementState.CANCELLED) {
                return statement.output() != null;
            }
            return state.isOver();
        }

        /** Livy may call a statement available a moment before it has its output: it copies a statement field by field. */
        private boolean isWithoutOutput(LivyStatement statement) {
            return statement.state() == StatementState.AVAILABLE && statement.output() == null;
        }

        private LivyStatement next(LivyStatement before) {
            LivyStatement now = look(before.id());
            String known = before.code();
            if (known != null && now.code() != null && !known.equals(now.code())) {
                throw new LivyException.NotFound(
                        "the statement", "number " + before.id() + " of the session is another statement");
            }
            return now;
        }

        private LivyStatement look(String id) {
            Duration limit = cancelled == null ? ANSWER_LIMIT : CANCELLED_ANSWER_LIMIT;
            return cancellation.interruptibly(() -> client.statement(session, id, limit));
        }

        /** Notes a wish for an end. */
        private boolean isCancelledTooLong() {
            if (cancelled == null && cancellation.isRequested()) {
                cancelled = ticker.now();
                backoff = new Backoff(ticker, cancellation);
            }
            Duration limit = cancellation.isInsisted() ? CANCEL_LIMIT : ending.limit;
            return cancelled != null && ticker.now().minus(cancelled).compareTo(limit) > 0;
        }

        /** Returns whether the server has heard it: if its answer is lost, it is asked again. */
        private boolean cancel(String id) {
            try {
                client.cancelStatement(session, id, CANCELLED_ANSWER_LIMIT);
                return true;
            } catch (LivyException.NotFound | LivyException.Refused e) {
                // There is nothing to cancel any more: the next look tells.
                return true;
            } catch (LivyException e) {
                listener.unanswered(e, outage.elapsed());
                return false;
            }
        }

        /** A dead driver leaves its statement "running" for ever. */
        private void checkSession() {
            if (cancelled == null && ticker.now().minus(checked).compareTo(SESSION_CHECK) > 0) {
                requireAlive(LivyException.SessionOver.Code.UNKNOWN);
                checked = ticker.now();
            }
        }

        /** Bears that the server does not answer, unless the end of the session explains it. */
        private Duration bear(LivyException failure) {
            if (failure instanceof LivyException.ServerGone) {
                throw new LivyException.SessionOver(
                        session.id(),
                        "is gone: its Livy server has ended",
                        LivyException.SessionOver.Code.UNKNOWN,
                        List.of());
            }
            if (failure instanceof LivyException.Refused) {
                // What the open-source server answers about statements of a session that has just died.
                requireAlive(LivyException.SessionOver.Code.UNKNOWN);
                throw new LivyException.OutcomeUnknown(session.id(), failure);
            }
            Duration wish = outage.bear(failure, session.id());
            if (failure instanceof LivyException.Failed && cancelled == null) {
                try {
                    requireAlive(LivyException.SessionOver.Code.UNKNOWN);
                } catch (LivyException e) {
                    return outage.bear(e, session.id());
                }
            }
            return wish;
        }

        private StatementOutput outputOf(LivyStatement statement) {
            StatementOutput output = statement.output();
            if (statement.state() == StatementState.CANCELLED
                    || (cancelled != null && output instanceof StatementOutput.Failed)) {
                return output == null
                        ? new StatementOutput.Cancelled(StatementOutput.Code.ENDED)
                        : new StatementOutput.Cancelled(StatementOutput.Code.ENDED, output.data());
            }
            if (output == null) {
                requireAlive(LivyException.SessionOver.Code.UNKNOWN);
                throw new LivyException.OutcomeUnknown(
                        session.id(),
                        new LivyException.NotFound("the output of the statement", "it kept no output of it"));
            }
            return output;
        }

        private void requireAlive(LivyException.SessionOver.Code fate) {
            SessionState state;
            try {
                state = cancellation
                        .interruptibly(() -> client.session(session))
                        .state();
            } catch (LivyException.NotFound e) {
                throw gone(fate);
            }
            if (state.isOver()) {
                throw new LivyException.SessionOver(
                        session.id(),
                        "has ended (state " + state.word() + ")",
                        fate,
                        SessionStart.logOf(client, session));
            }
        }

        private LivyException.SessionOver gone(LivyException.SessionOver.Code fate) {
            return new LivyException.SessionOver(
                    session.id(), "is gone: it has ended or expired, or Livy has restarted", fate, List.of());
        }
    }
}
