package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.engine.polybase.Lake;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.system.LiveViews;
import dev.sluice.pool.sql.engine.system.RequestLog;
import dev.sluice.pool.sql.engine.system.SessionList;
import dev.sluice.pool.sql.session.ClientLogin;
import dev.sluice.pool.sql.session.SqlEngine;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;

/**
 * The engine of the local SQL pool: databases in DuckDB files, external tables over the folders of the local lake.
 *
 * <p>Sessions may run at the same time. All is on disk when a statement outside of a transaction, or a COMMIT, returns.
 */
public final class DuckDbEngine implements SqlEngine, AutoCloseable {

    private final Server server;
    private final String defaultDatabase;

    private DuckDbEngine(Server server, String defaultDatabase) {
        this.server = server;
        this.defaultDatabase = defaultDatabase;
    }

    /**
     * Opens the databases of a folder, and makes the default one and {@code master} if they are not there.
     *
     * @param dataFolder holds {@code <database>.duckdb}
     * @param lakeFolder holds {@code <account>/<container>/...}
     * @param defaultDatabase the database of sessions that ask for none
     * @throws IOException if a file cannot be opened; the message names it, and the process that holds it
     */
    public static DuckDbEngine open(Path dataFolder, Path lakeFolder, String defaultDatabase) throws IOException {
        return open(dataFolder, lakeFolder, defaultDatabase, Clock.systemUTC());
    }

    /** Opens with a clock. */
    static DuckDbEngine open(Path dataFolder, Path lakeFolder, String defaultDatabase, Clock clock) throws IOException {
        if (!Databases.valid(defaultDatabase)) {
            throw new IOException("Cannot name a database '" + defaultDatabase
                    + "': use letters, digits and _ $ # @ - . and blanks inside, at most 128 characters.");
        }
        Lake lake = new Lake(lakeFolder);
        lake.sweep();
        RequestLog requests = new RequestLog(clock);
        SessionList sessions = new SessionList();
        Databases databases = new Databases(dataFolder, lakeFolder, new LiveViews(requests, sessions));
        databases.openAll();
        databases.create(defaultDatabase);
        Database master = databases.create(Databases.MASTER);
        try {
            Logins logins = Logins.read(master, databases.all());
            return new DuckDbEngine(new Server(databases, lake, requests, sessions, logins), defaultDatabase);
        } catch (SqlError | CancelledException e) {
            throw new IOException("Cannot read the logins: " + e.getMessage(), e);
        }
    }

    /** The logins, for who checks passwords. */
    public Logins logins() {
        return server.logins();
    }

    @Override
    public SqlSession open(ClientLogin client) throws SqlError {
        String login = client.login();
        String name = client.database().isEmpty() ? defaultDatabase : client.database();
        Database found = server.databases().find(name).orElseThrow(() -> refused(name));
        if (Scope.user(server, found, login, client.method()).isEmpty()) {
            throw new SqlError(
                    916,
                    14,
                    1,
                    1,
                    "The server principal \"" + login + "\" is not able to access the database \"" + found.name()
                            + "\" under the current security context. An administrator lets it in by CREATE USER ["
                            + login + "] FROM EXTERNAL PROVIDER or FROM LOGIN.");
        }
        SessionList.Entry entry = server.sessions()
                .add(
                        login,
                        found.name(),
                        client.application(),
                        server.requests().now());
        return new Session(
                new Scope(server, found, Session.link(found), login, client.method(), entry, new SessionState()));
    }

    private static SqlError refused(String database) {
        return new SqlError(
                4060, 11, 1, 1, "Cannot open database \"" + database + "\" requested by the login. The login failed.");
    }

    /** Closes the databases. To be called when no session runs any more. */
    @Override
    public void close() {
        try {
            server.databases().close();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot close a database: " + e.getMessage(), e);
        }
    }
}
