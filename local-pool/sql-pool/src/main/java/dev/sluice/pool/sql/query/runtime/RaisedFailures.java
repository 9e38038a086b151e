package dev.sluice.pool.sql.query.runtime;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Failures on their way through DuckDB, which keeps of an exception nothing but its text.
 *
 * <pre>
 * function: raise(failure) -> exception with a ticket -> DuckDB -> text with the ticket: find(text) -> failure
 * </pre>
 *
 * <p>A text may hold whatever the rows hold, so neither number nor message travel in it. A ticket is random and is good
 * once: a value that looks like one finds nothing.
 */
public final class RaisedFailures {

    /** A ticket is not asked for where DuckDB computes a constant beforehand, or where threads fail together. */
    private static final int KEPT = 1000;

    private static final int TICKET_BYTES = 16;
    private static final String MARK = "ticket ";
    private static final Pattern TICKET = Pattern.compile(MARK + "([0-9a-f]{" + 2 * TICKET_BYTES + "})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ReentrantLock GUARD = new ReentrantLock();

    private static final Map<String, SqlFailure> FAILURES = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SqlFailure> eldest) {
            return size() > KEPT;
        }
    };

    private RaisedFailures() {}

    /** A failure as DuckDB sees it. */
    private static final class Ticket extends RuntimeException {

        private static final long serialVersionUID = 1;

        Ticket(String ticket) {
            super(MARK + ticket, null, false, false);
        }
    }

    /** Keeps a failure and returns what a function is to throw in its place. */
    public static RuntimeException raise(SqlFailure failure) {
        byte[] bytes = new byte[TICKET_BYTES];
        RANDOM.nextBytes(bytes);
        String ticket = HexFormat.of().formatHex(bytes);
        GUARD.lock();
        try {
            FAILURES.put(ticket, failure);
        } finally {
            GUARD.unlock();
        }
        return new Ticket(ticket);
    }

    /** Returns the failure that DuckDB's text is about, if a function raised it. */
    public static Optional<SqlFailure> find(String text) {
        Matcher matcher = TICKET.matcher(text);
        GUARD.lock();
        try {
            while (matcher.find()) {
                SqlFailure failure = FAILURES.remove(matcher.group(1));
                if (failure != null) {
                    return Optional.of(failure);
                }
            }
            return Optional.empty();
        } finally {
            GUARD.unlock();
        }
    }
}
