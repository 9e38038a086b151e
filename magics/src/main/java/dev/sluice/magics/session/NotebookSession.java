package dev.sluice.magics.session;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.SessionRequest;
import dev.sluice.livy.SessionStart;
import dev.sluice.livy.StatementOutput;
import dev.sluice.livy.StatementRun;
import dev.sluice.livy.Ticker;
import java.time.Duration;
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
 */
public final class NotebookSession implements AutoCloseable {

    private static final Duration COMPLETION_LIMIT = Duration.ofSeconds(3);

    private final LivyClient client;
    private final SessionSettings settings;
    private final Ticker ticker;
    private final Map<String, Object> properties;
    private final ScheduledExecutorService heart;
    private volatile @Nullable LivySession session;
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
        this.properties = new LinkedHashMap<>(settings.properties());
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
        return Map.copyOf(properties);
    }

    /**
     * Runs code, in a session that is started first if there is none.
     *
     * @throws LivyException if there is no session to be had, or it ends meanwhile
     */
    public StatementOutput run(Language language, String code, Work work) {
        busy = true;
        try {
            LivySession ready = start(work);
            return new StatementRun(client, ticker)
                    .run(ready.id(), language, code, work.cancellation(), work.monitor());
        } catch (LivyException.SessionOver e) {
            session = null;
            throw e;
        } finally {
            busy = false;
        }
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
                    .start(request(), work.cancellation(), (starting, elapsed) -> {
                        session = starting;
                        work.monitor().starting(starting, elapsed);
                    });
            session = ready;
            work.monitor().started(ready, ticker.now().minus(begin));
            return ready;
        } catch (LivyException e) {
            abandon();
            throw e;
        }
    }

    /** Forgets a session that did not start; if it starts after all, nobody would use it. */
    private void abandon() {
        LivySession begun = session;
        session = null;
        if (begun != null) {
            client.releaseSession(begun.id());
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
        properties.clear();
        properties.putAll(settings.properties());
        changes.forEach((name, change) -> {
            if (change == null) {
                properties.remove(name);
            } else {
                properties.merge(name, change, NotebookSession::merged);
            }
        });
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
        LivySession ended = session;
        session = null;
        if (ended != null) {
            client.deleteSession(ended.id());
        }
    }

    /** Lists the server's sessions. */
    public List<LivySession> sessions() {
        return client.sessions();
    }

    /** Returns the last lines of the session's log; none if there is no session. */
    public List<String> log(int lines) {
        LivySession asked = session;
        return asked == null ? List.of() : client.log(asked.id(), lines);
    }

    /** Completes code by the session's interpreter; offers nothing before the session has started and while code runs. */
    public List<String> complete(Language language, String code, int cursor) {
        LivySession asked = session;
        if (asked == null || busy) {
            return List.of();
        }
        return client.complete(asked.id(), language, code, cursor, COMPLETION_LIMIT);
    }

    /** Asks for the session's end and does not wait for it. */
    @Override
    public void close() {
        heart.shutdownNow();
        LivySession released = session;
        session = null;
        if (released != null) {
            client.releaseSession(released.id());
        }
        client.close();
    }

    private SessionRequest request() {
        // Names are unique on a server, and a notebook has one session after the other.
        String name = "sluice-" + UUID.randomUUID().toString().substring(0, 8);
        return new SessionRequest(name, settings.kind(), settings.heartbeatTimeout(), properties);
    }

    private void beat() {
        LivySession alive = session;
        if (alive != null) {
            try {
                client.session(alive.id());
            } catch (LivyException e) {
                // The next statement finds out and tells; a missed beat alone is no news.
                return;
            }
        }
    }
}
