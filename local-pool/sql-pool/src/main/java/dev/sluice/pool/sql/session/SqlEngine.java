package dev.sluice.pool.sql.session;

/** The engine as a protocol sees it: it opens a session for a login that the protocol has checked. */
public interface SqlEngine {

    /**
     * Opens a session.
     *
     * @param login who logged in
     * @param database the database asked for, or empty for the default one
     * @throws SqlError 4060 if there is no such database
     */
    SqlSession open(String login, String database) throws SqlError;
}
