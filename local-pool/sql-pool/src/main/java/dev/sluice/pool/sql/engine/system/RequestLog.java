package dev.sluice.pool.sql.engine.system;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The statements that ran last and those that run: what {@code sys.dm_pdw_exec_requests} shows. */
public final class RequestLog {

    /** As many as the dedicated pool keeps. */
    private static final int KEPT = 10_000;

    /** Characters of a command or of an error that are shown. */
    private static final int SHOWN = 4000;

    /** Characters of a label: what the dedicated pool takes. */
    private static final int SHOWN_LABEL = 255;

    /** Characters that all requests may have together; the oldest go first. */
    private static final long MOST_CHARACTERS = 16L << 20;

    private final Clock clock;
    private final ReentrantLock guard = new ReentrantLock();
    private final Deque<Request> requests = new ArrayDeque<>();
    private final AtomicLong lastNumber = new AtomicLong(100);
    private long characters;

    /** Keeps time by a clock. */
    public RequestLog(Clock clock) {
        this.clock = clock;
    }

    /** One statement. */
    public static final class Request {

        private final String id;
        private final String session;
        private final String login;
        private final int database;
        private final @Nullable String label;
        private final String command;
        private final LocalDateTime start;
        private volatile String status = "Running";
        private volatile @Nullable LocalDateTime end;
        private volatile @Nullable String error;
        private volatile long rows;
        private volatile long bytes;
        private volatile boolean moving;

        private Request(
                String id,
                String session,
                String login,
                int database,
                @Nullable String label,
                String command,
                LocalDateTime start) {
            this.id = id;
            this.session = session;
            this.login = login;
            this.database = database;
            this.label = label == null ? null : cut(label, SHOWN_LABEL);
            this.command = cut(command, SHOWN);
            this.start = start;
        }

        /** The characters that it holds. */
        private long weight() {
            String failure = error;
            return command.length()
                    + (long) (label == null ? 0 : label.length())
                    + (failure == null ? 0 : failure.length());
        }

        /** Its name: {@code QID101}. */
        public String id() {
            return id;
        }

        /** Notes how much it moved between the lake and the database. */
        public void moved(long movedRows, long movedBytes) {
            rows = movedRows;
            bytes = movedBytes;
            moving = true;
        }

        String session() {
            return session;
        }

        String login() {
            return login;
        }

        int database() {
            return database;
        }

        @Nullable String label() {
            return label;
        }

        String command() {
            return command;
        }

        LocalDateTime start() {
            return start;
        }

        String status() {
            return status;
        }

        @Nullable LocalDateTime end() {
            return end;
        }

        @Nullable String error() {
            return error;
        }

        long rows() {
            return rows;
        }

        long bytes() {
            return bytes;
        }

        boolean moving() {
            return moving;
        }
    }

    /** Begins a request. */
    public Request begin(String session, String login, int database, @Nullable String label, String command) {
        Request request =
                new Request("QID" + lastNumber.incrementAndGet(), session, login, database, label, command, now());
        guard.lock();
        try {
            requests.addLast(request);
            characters += request.weight();
            trim();
        } finally {
            guard.unlock();
        }
        return request;
    }

    /** Ends a request well. */
    public void complete(Request request) {
        end(request, "Completed", null);
    }

    /** Ends a request that failed. */
    public void fail(Request request, String error) {
        end(request, "Failed", error);
    }

    /** Ends a request that was cancelled. */
    public void cancel(Request request) {
        end(request, "Cancelled", null);
    }

    private void end(Request request, String status, @Nullable String error) {
        guard.lock();
        try {
            request.error = error == null ? null : cut(error, SHOWN);
            request.end = now();
            request.status = status;
            // Only what failed pays for the search.
            if (error != null && requests.contains(request)) {
                characters += Math.min(error.length(), SHOWN);
                trim();
            }
        } finally {
            guard.unlock();
        }
    }

    private void trim() {
        while (requests.size() > KEPT || characters > MOST_CHARACTERS) {
            characters -= requests.removeFirst().weight();
        }
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    /** The present in UTC. */
    public LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** All that are kept, oldest first. */
    List<Request> all() {
        guard.lock();
        try {
            return List.copyOf(requests);
        } finally {
            guard.unlock();
        }
    }
}
