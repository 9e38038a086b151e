package dev.sluice.pool.sql.fault;

import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.session.StatementThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Statements that go on after the connections they came by were cut. */
final class AbandonedStatements implements AutoCloseable {

    private static final Logger LOG = System.getLogger("dev.sluice.pool.sql.fault");
    private static final Duration END = Duration.ofSeconds(5);
    /** A statement may begin right after it was cancelled and not have heard of it; so it is told again. */
    private static final Duration REPEAT = Duration.ofMillis(100);

    private final Map<Thread, SqlSession> running = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Executes on a thread of its own and closes the session afterwards. */
    void run(SqlSession session, Runnable statement) {
        Thread thread = StatementThread.of(
                () -> {
                    try (session) {
                        if (!closed.get()) {
                            statement.run();
                        }
                    } catch (RuntimeException e) {
                        LOG.log(Level.ERROR, "An abandoned statement failed by a fault of the local SQL pool", e);
                    } finally {
                        running.remove(Thread.currentThread());
                    }
                },
                "abandoned-statement");
        running.put(thread, session);
        thread.start();
    }

    /** Cancels what runs and waits for its end. */
    @Override
    public void close() {
        closed.set(true);
        running.forEach(AbandonedStatements::end);
    }

    private static void end(Thread thread, SqlSession session) {
        try {
            for (long waited = 0; thread.isAlive() && waited < END.toMillis(); waited += REPEAT.toMillis()) {
                session.cancel();
                thread.join(REPEAT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
