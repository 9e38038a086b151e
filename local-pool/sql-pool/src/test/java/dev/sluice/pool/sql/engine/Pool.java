package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.session.ClientLogin;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.session.SqlSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An engine in a folder, with a lake of one account and one container. */
final class Pool implements AutoCloseable {

    static final String ADMIN = "sluice";

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:20:30Z"), ZoneOffset.UTC);

    private final Path folder;
    private DuckDbEngine engine;
    private final Map<String, SqlSession> sessions = new HashMap<>();

    private Pool(Path folder) throws IOException {
        this.folder = folder;
        engine = start(folder);
    }

    static Pool in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lake/acct/stage"));
        return new Pool(folder);
    }

    private static DuckDbEngine start(Path folder) throws IOException {
        return DuckDbEngine.open(folder.resolve("sql"), folder.resolve("lake"), "sqlpool", CLOCK);
    }

    DuckDbEngine engine() {
        return engine;
    }

    Path stage() {
        return folder.resolve("lake/acct/stage");
    }

    Path folder() {
        return folder;
    }

    /** Ends the engine as a process ends, and starts it again. */
    void restart() throws IOException {
        close();
        engine = start(folder);
    }

    SqlSession session(String login) throws SqlError {
        return session(login, "");
    }

    SqlSession session(String login, String database) throws SqlError {
        boolean password = login.equals(ADMIN) || engine.logins().present(login);
        return session(login, password ? ClientLogin.Method.PASSWORD : ClientLogin.Method.TOKEN, database);
    }

    SqlSession session(String login, ClientLogin.Method method, String database) throws SqlError {
        return engine.open(new ClientLogin(login, method, database, "test"));
    }

    /** Runs a batch in the one session of the administrator; returns the answer's lines. */
    List<String> run(String batch) throws SqlError {
        return run(ADMIN, batch);
    }

    /** Runs a batch in the one session of a login. */
    List<String> run(String login, String batch) throws SqlError {
        SqlSession session = sessions.get(login);
        if (session == null) {
            session = session(login);
            sessions.put(login, session);
        }
        return run(session, batch);
    }

    static List<String> run(SqlSession session, String batch, SqlParameter... parameters) {
        Transcript transcript = new Transcript();
        session.execute(batch, List.of(parameters), transcript);
        return transcript.lines();
    }

    static List<String> call(SqlSession session, String procedure, SqlParameter... arguments) {
        Transcript transcript = new Transcript();
        session.call(procedure, List.of(arguments), transcript);
        return transcript.lines();
    }

    /** Makes what external tables need: data source {@code ds}, file format {@code ff}. */
    void prepareLake() throws SqlError {
        run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'S0me!Info'");
        run("CREATE DATABASE SCOPED CREDENTIAL cred WITH IDENTITY = 'Managed Service Identity'");
        run("CREATE EXTERNAL DATA SOURCE ds WITH (TYPE = HADOOP,"
                + " LOCATION = 'abfss://stage@acct.dfs.core.windows.net', CREDENTIAL = cred)");
        run("CREATE EXTERNAL FILE FORMAT ff WITH (FORMAT_TYPE = PARQUET,"
                + " DATA_COMPRESSION = 'org.apache.hadoop.io.compress.SnappyCodec')");
    }

    @Override
    public void close() {
        sessions.values().forEach(SqlSession::close);
        sessions.clear();
        engine.close();
    }
}
