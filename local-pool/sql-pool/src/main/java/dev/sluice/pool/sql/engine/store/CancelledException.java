package dev.sluice.pool.sql.engine.store;

/** The client asked to stop what ran. */
public final class CancelledException extends Exception {

    private static final long serialVersionUID = 1;

    CancelledException() {
        super("cancelled by the client");
    }
}
