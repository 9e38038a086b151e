package dev.sluice.magics.session;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.SessionRequest;
import dev.sluice.livy.SessionStart;
import dev.sluice.livy.SessionStatements;
import dev.sluice.livy.StatementOutput;
import dev.sluice.livy.Ticker;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one session of a notebook. It starts with the first statement, all languages share it, and if it dies the next
 * statement starts another.
 *
 * <p>Statements come from one thread at a time; {@link #complete} and {@link #close} may come from others
 * meanwhile. While the notebook lives, its session hears a sign of life three times per heartbeat timeout; without it, the
 * server reclaims the session.
 *
 * <p>Settings of {@code %%configure} with which no session comes about are taken back, so that they do not break every later
 * cell.
 */
public final class NotebookSession implements AutoCloseable {

    private static final Duration COMPLETION_LIMIT = Duration.ofSeconds(3);

    private final LivyClient client;
    private final SessionSettings settings;
    private final Ticker ticker;
    private final ScheduledExecutorService heart;
    private Map<String, Object> properties;
    /** Settings with which a session has started, or the notebook's own. */
    private Map<String, Object> proven;

    private volatile @Nullable LivySession session;
    private @Nullable SessionStatements statements;
    private volatile boolean busy;

    /**
     * Makes a session that has not started.
     *
     * @param heart beats for the session; is shut down with it
     */
    public NotebookSession(LivyClient client, SessionSettings settings, Ticker ticker, ScheduledExecutorService heart) {
        this.client = client;
        this.settings = settings;
        this.ticker = ticker;
        this.properties = settings.properties();
        this.proven = settings.properties();
        this.heart = heart;
        long period = Math.max(1, settings.heartbeatTimeout().toMillis() / 3);
        var unused = heart.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
    }

    /** Returns the server's address. */
    public String address() {
        return client.address();
    }

    /** Returns the session, if it has begun to start. */
    public Optional<LivySession> current() {
        return Optional.ofNullable(session);
    }

    /** Returns what the session is or will be made with, beside name and heartbeat. */
    public Map<String, Object> properties() {
        return properties;
    }

    /**
     * Runs code, in a session that is started first if there is none.
     *
     * @param ending what to expect of the code if it is cancelled
     * @throws LivyException if there is no session to be had, or it ends meanwhile
     */
    public StatementOutput run(Language language, String code, SessionStatements.Ending ending, Work work) {
        busy = true;
        try {
            LivySession ready = start(work);
            SessionStatements runner = statements;
            if (runner == null) {
                runner = new SessionStatements(client, ready.key(), ticker);
                statements = runner;
            }
            return runner.run(language, code, ending, work.cancellation(), work.monitor());
        } catch (LivyException.SessionOver e) {
            forget();
            throw e;
        } finally {
            busy = false;
        }
    }

    private @Nullable LivySession forget() {
        LivySession forgotten = session;
        session = null;
        statements = null;
        return forgotten;
    }

    /** Starts the session, if there is none, and waits until it takes statements. */
    public LivySession start(Work work) {
        LivySession known = session;
        if (known != null) {
            return known;
        }
        Duration begin = ticker.now();
        try {
            LivySession ready = new SessionStart(client, ticker)
                    .start(this::request, work.cancellation(), new Start(work.monitor()));
            session = ready;
            proven = properties;
            work.monitor().started(ready, ticker.now().minus(begin));
            return ready;
        } catch (LivyException.Refused | LivyException.StartFailed e) {
            abandon();
            throw withoutSettings(e);
        } catch (LivyException e) {
            abandon();
            throw e;
        }
    }

    /** Takes settings back with which no session has started yet. */
    private LivyException withoutSettings(LivyException failure) {
        if (properties.equals(proven)) {
            return failure;
        }
        properties = proven;
        return new LivyException.SettingsRefused(failure);
    }

    /** Remembers the session while it starts. */
    private final class Start implements SessionStart.Listener {
        private final Monitor monitor;

        Start(Monitor monitor) {
            this.monitor = monitor;
        }

        @Override
        public void starting(LivySession starting, Duration elapsed) {
            session = starting;
            monitor.starting(starting, elapsed);
        }

        @Override
        public void startsAgain(LivyException.StartFailed failure) {
            abandon();
            monitor.startsAgain(failure);
        }

        @Override
        public void unanswered(LivyException failure, Duration elapsed) {
            monitor.unanswered(failure, elapsed);
        }
    }

    /** Forgets a session that did not start; if it starts after all, nobody would use it. */
    private void abandon() {
        LivySession begun = forget();
        if (begun != null) {
            client.releaseSession(begun.key());
        }
    }

    /**
     * Says what the session will be made with, beside the notebook's settings. What was said before is forgotten. The
     * session must not have started.
     *
     * @param changes fields of Livy's session; null takes one of the notebook's settings back
     */
    public void configure(Map<String, @Nullable Object> changes) {
        if (session != null) {
            throw new IllegalStateException("The session " + session + " has started already");
        }
        Map<String, Object> changed = new LinkedHashMap<>(settings.properties());
        changes.forEach((name, change) -> {
            if (change == null) {
                changed.remove(name);
            } else {
                changed.merge(name, change, NotebookSession::merged);
            }
        });
        properties = Collections.unmodifiableMap(changed);
    }

    /** Entries of {@code conf} add to those that are there; everything else replaces. */
    private static Object merged(Object before, Object change) {
        if (before instanceof Map<?, ?> old && change instanceof Map<?, ?> added) {
            Map<Object, Object> both = new LinkedHashMap<>(old);
            both.putAll(added);
            both.values().removeIf(Objects::isNull);
            return both;
        }
        return change;
    }

    /** Ends the session, if there is one. The next statement starts another. */
    public void end() {
        LivySession ended = forget();
        if (ended != null) {
            client.deleteSession(ended.key());
        }
    }

    /** Lists the server's sessions. */
    public List<LivySession> sessions() {
        return client.sessions();
    }

    /** Returns the last lines of the session's log; none if there is no session. */
    public List<String> log(int lines) {
        LivySession asked = session;
        return asked == null ? List.of() : client.log(asked.key(), lines);
    }

    /** Completes code by the session's interpreter; offers nothing before the session has started and while code runs. */
    public List<String> complete(Language language, String code, int cursor) {
        LivySession asked = session;
        if (asked == null || busy) {
            return List.of();
        }
        return client.complete(asked.key(), language, code, cursor, COMPLETION_LIMIT);
    }

    /** Asks for the session's end and does not wait for it. */
    @Override
    public void close() {
        heart.shutdownNow();
        LivySession released = session;
        session = null;
        if (released != null) {
            client.releaseSession(released.key());
        }
        client.close();
    }

    private SessionRequest request() {
        // Names are unique on a server, and a notebook has one session after the other.
        String name = "sluice-" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return new SessionRequest(name, settings.kind(), settings.heartbeatTimeout(), properties);
    }

    private void beat() {
        LivySession alive = session;
        if (alive != null) {
            try {
                LivySession unused = client.session(alive.key());
            } catch (LivyException e) {
                // The next statement finds out and tells; a missed beat alone is no news.
                return;
            }
        }
    }
}
