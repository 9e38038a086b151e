package dev.sluice.pool.sql.session;

/**
 * The client is to hear nothing more: its connection ends, without the rest of an answer and without a farewell. Thrown out
 * of an engine or a session by what stands in for a network or a server that fails.
 */
public final class ConnectionCutException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Makes one for a connection that is cut on purpose. */
    public ConnectionCutException() {
        super("The connection is cut on purpose, by a fault rule");
    }
}
