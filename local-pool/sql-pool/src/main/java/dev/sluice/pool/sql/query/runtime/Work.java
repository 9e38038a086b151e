package dev.sluice.pool.sql.query.runtime;

import java.util.function.BooleanSupplier;

/** The work of a function on one row. It ends where it is if its statement is cancelled. */
public final class Work {

    /** Steps between two looks: a fraction of a millisecond. */
    private static final long UNSEEN = 1 << 16;

    private final BooleanSupplier cancelled;
    private long left = UNSEEN;

    Work(BooleanSupplier cancelled) {
        this.cancelled = cancelled;
    }

    /**
     * Counts steps.
     *
     * @throws SqlFailure if the statement is cancelled; nobody reads its text, for who cancelled is told by the protocol
     */
    void steps(long count) {
        left -= count;
        if (left < 0) {
            left = UNSEEN;
            if (cancelled.getAsBoolean()) {
                throw new SqlFailure(3617, "The statement was cancelled.");
            }
        }
    }
}
