package dev.sluice.pool.sql.session;

/**
 * A thread that statements are executed on. DuckDB parses, binds and plans on the stack of who calls it, and where that
 * stack ends, the process ends: so it is as large as the deepest statement needs that the parser lets through, several
 * times over. Only what of it is used is memory.
 */
public final class StatementThread {

    private static final long STACK_BYTES = 64L << 20;

    private StatementThread() {}

    /** Makes a daemon thread, not started. */
    public static Thread of(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }
}
