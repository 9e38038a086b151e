package dev.sluice.pool.sql.session;

/** The engine as a protocol sees it: it opens a session for a login that the protocol has checked. */
public interface SqlEngine {

    /**
     * Opens a session.
     *
     * @param client who logged in, and where to
     * @throws SqlError 4060 if there is no such database
     */
    SqlSession open(ClientLogin client) throws SqlError;
}
