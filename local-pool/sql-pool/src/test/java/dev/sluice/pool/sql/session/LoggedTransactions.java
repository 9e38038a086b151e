package dev.sluice.pool.sql.session;

import java.util.List;

/** The transactions of a session that tells a log of them, and knows no more than whether one is open. */
public abstract class LoggedTransactions implements SqlSession {

    private final List<String> log;
    private final String nested;
    private boolean open;

    /**
     * Makes them.
     *
     * @param nested message of the error 111212 for a transaction in another
     */
    protected LoggedTransactions(List<String> log, String nested) {
        this.log = log;
        this.nested = nested;
    }

    /** Opens or ends a transaction without a word in the log. */
    protected final void setOpen(boolean now) {
        open = now;
    }

    @Override
    public final void begin() throws SqlError {
        if (open) {
            throw new SqlError(111212, 16, 1, 1, nested);
        }
        log.add("begin");
        open = true;
    }

    @Override
    public final void commit() {
        log.add("commit");
        open = false;
    }

    @Override
    public final void rollback() {
        log.add("rollback");
        open = false;
    }

    @Override
    public final boolean inTransaction() {
        return open;
    }
}
