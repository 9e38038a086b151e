package dev.sluice.pool.identity.service;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that the JDK's https server handles requests on, a thread a request: TLS handshake, header, body and answer.
 * Whoever has not logged in is a stranger, and holds a thread for a short time at most:
 *
 * <pre>
 * first byte --> stranger --admit--> guest --> end
 *                   |
 *                   +-- patience is over, or too many strangers have come after it --> its connection is closed
 * </pre>
 *
 * <p>Of too many strangers the oldest goes, and none that has just come is refused: a client that means it is through in
 * milliseconds, so those that stand still have no way of keeping it out.
 */
public final class RequestThreads implements Executor, AutoCloseable {

    /** The request that a thread handles. */
    private static final ThreadLocal<@Nullable Visit> PRESENT = new ThreadLocal<>();

    private final Limits limits;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "strangers");
        thread.setDaemon(true);
        return thread;
    });

    /** Oldest first. Guarded by this. */
    private final Set<Visit> strangers = new LinkedHashSet<>();

    /** Guarded by this. */
    private int guests;

    /**
     * How many there may be at one time.
     *
     * @param strangers requests of clients that have not logged in
     * @param guests requests of clients that have
     * @param patience how long a request stays a stranger's
     */
    public record Limits(int strangers, int guests, Duration patience) {

        /** What a server of the local pool bears: Spark's tasks on all cores of a large machine, and strangers beside. */
        public static final Limits USUAL = new Limits(64, 256, Duration.ofSeconds(20));

        public Limits {
            requireNonNull(patience, "patience");
        }

        /** Returns limits of another patience. */
        public Limits withPatience(Duration other) {
            return new Limits(strangers, guests, other);
        }
    }

    /** A request on its way. All of it is guarded by the threads that it belongs to. */
    private static final class Visit {
        private @Nullable Thread thread;
        private @Nullable Future<?> timeout;
        private boolean turnedAway;
        private boolean guest;

        /** An interrupt closes the channel that its thread reads or writes, now or next. */
        private void turnAway() {
            turnedAway = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** Makes the threads of one server. */
    public RequestThreads(Limits limits) {
        this.limits = requireNonNull(limits, "limits");
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable request) {
        Visit visit = new Visit();
        arrive(visit);
        threads.execute(() -> {
            begin(visit);
            try {
                request.run();
            } finally {
                end(visit);
            }
        });
    }

    /**
     * The client of the request that this thread handles has logged in.
     *
     * @return false if there are as many guests as there may be; then it stays a stranger
     */
    public synchronized boolean admit() {
        Visit visit = requireNonNull(PRESENT.get(), "a request of these threads");
        if (visit.guest) {
            return true;
        }
        if (visit.turnedAway || guests >= limits.guests()) {
            return false;
        }
        visit.guest = true;
        guests++;
        forget(visit);
        return true;
    }

    /** Ends all requests. */
    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private synchronized void arrive(Visit visit) {
        if (strangers.size() >= limits.strangers()) {
            Iterator<Visit> oldest = strangers.iterator();
            turnAway(oldest.next());
        }
        strangers.add(visit);
        visit.timeout = timer.schedule(() -> turnAway(visit), limits.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void turnAway(Visit visit) {
        if (strangers.contains(visit)) {
            forget(visit);
            visit.turnAway();
        }
    }

    private synchronized void begin(Visit visit) {
        visit.thread = Thread.currentThread();
        PRESENT.set(visit);
        if (visit.turnedAway) {
            visit.turnAway();
        }
    }

    private synchronized void end(Visit visit) {
        forget(visit);
        if (visit.guest) {
            guests--;
        }
        visit.thread = null;
        PRESENT.remove();
        // The thread goes on to another request.
        Thread.interrupted();
    }

    private void forget(Visit visit) {
        strangers.remove(visit);
        if (visit.timeout != null) {
            visit.timeout.cancel(false);
        }
    }
}
