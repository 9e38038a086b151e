package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.SqlSession;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops the request that runs when the client asks for it or is gone.
 *
 * <p>Invariant: an attention that was read and not yet answered keeps {@link #isWanted} true, so that neither a request
 * that has not begun nor a row after it goes on.
 */
final class Cancellation {

    /** A statement may begin right after it was cancelled and not have heard of it; so it is told again. */
    private static final long REPEAT_MILLIS = 100;

    private final SqlSession session;
    private final ScheduledThreadPoolExecutor timer;
    private volatile int wanted;
    private boolean running;
    private @Nullable ScheduledFuture<?> repeat;

    Cancellation(SqlSession session, ScheduledThreadPoolExecutor timer) {
        this.session = session;
        this.timer = timer;
    }

    /** The client wants no more of the present request. */
    synchronized void want() {
        wanted++;
        if (running && repeat == null) {
            repeat = timer.scheduleWithFixedDelay(this::tell, 0, REPEAT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    boolean isWanted() {
        return wanted > 0;
    }

    /** The client has been told. */
    synchronized void answered() {
        wanted--;
    }

    /** Runs a request, which {@link #want} may stop from now on. */
    void run(Runnable request) {
        begin();
        try {
            request.run();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        running = true;
        if (wanted > 0) {
            repeat = timer.scheduleWithFixedDelay(this::tell, 0, REPEAT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void end() {
        running = false;
        if (repeat != null) {
            repeat.cancel(false);
            repeat = null;
        }
    }

    private synchronized void tell() {
        if (running) {
            session.cancel();
        }
    }
}
