package dev.sluice.pool.sql.query.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Who has cancelled what runs, as the functions of Java see it. DuckDB looks for an interrupt between the chunks of a query
 * and calls functions on threads of its own, so a function that works long on one row has to look by itself, and is told
 * by a number whose statement it works for.
 */
public final class Cancellations {

    /**
     * Name of the DuckDB variable that holds the number of a connection. DuckDB puts its value in where a statement is bound.
     */
    public static final String VARIABLE = "sluice_cancellation";

    private static final Map<Long, BooleanSupplier> CONNECTIONS = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();

    private Cancellations() {}

    /**
     * Makes a connection known.
     *
     * @param wanted whether what runs on it is to end; asked from any thread
     * @return its number
     */
    public static long register(BooleanSupplier wanted) {
        long number = LAST.incrementAndGet();
        CONNECTIONS.put(number, wanted);
        return number;
    }

    /** Forgets a connection that is closed. */
    public static void forget(long number) {
        CONNECTIONS.remove(number);
    }

    /** Returns the work on one row of a statement of a connection. */
    public static Work work(long number) {
        return new Work(CONNECTIONS.getOrDefault(number, () -> false));
    }
}
