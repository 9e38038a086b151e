package dev.sluice.pool.sql.fault;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.identity.fault.Faults;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.pool.sql.session.ClientLogin;
import dev.sluice.pool.sql.session.ConnectionCutException;
import dev.sluice.pool.sql.session.SqlEngine;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlSession;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An engine whose clients lose connections and get errors as rules say. What it counts is what a protocol asks of a session:
 *
 * <pre>
 * kind         text
 * login        (empty)
 * batch        the batch, or the statement of sp_executesql, sp_execute and sp_prepexec, without secrets
 * call         name of a procedure of the engine
 * transaction  BEGIN, COMMIT or ROLLBACK as a request of the protocol; the JDBC driver sends batches instead
 * </pre>
 *
 * Each has {@code session} (a number, from 1), {@code login}, {@code database} and {@code application} besides. Parameters
 * of statements are told to nobody. A bulk load shows as the transaction and the INSERTs that it is made of.
 */
public final class FaultyEngine implements SqlEngine, AutoCloseable {

    /** What requests can be matched by. */
    public static final Set<String> ATTRIBUTES = Set.of("kind", "text", "session", "login", "database", "application");

    /** When requests can be struck. */
    public static final Set<Moment> MOMENTS = EnumSet.allOf(Moment.class);

    private final SqlEngine engine;
    private final Faults faults;
    private final AbandonedStatements abandoned = new AbandonedStatements();
    private final AtomicInteger sessions = new AtomicInteger();

    /** Stands before an engine, which is closed by who opened it. */
    public FaultyEngine(SqlEngine engine, Faults faults) {
        this.engine = requireNonNull(engine, "engine");
        this.faults = requireNonNull(faults, "faults");
    }

    @Override
    public SqlSession open(ClientLogin client) throws SqlError {
        Map<String, String> attributes = Map.of(
                "session", Integer.toString(sessions.incrementAndGet()),
                "login", client.login(),
                "database", client.database(),
                "application", client.application());
        AtomicReference<SqlSession> opened = new AtomicReference<>();
        // A session that nobody uses has no effect that could go on: it is opened and closed again.
        Gate door = new Gate(faults, attributes, Runnable::run);
        try {
            door.pass("login", "", new WithheldAnswer(), sink -> opened.set(engine.open(client)));
        } catch (ConnectionCutException | SqlError e) {
            SqlSession unused = opened.get();
            if (unused != null) {
                unused.close();
            }
            throw e;
        }
        SqlSession session = requireNonNull(opened.get(), "session");
        return new FaultySession(session, new Gate(faults, attributes, statement -> abandoned.run(session, statement)));
    }

    /** Lets go what waits and ends what goes on without a client. To be called before server and engine are closed. */
    @Override
    public void close() {
        faults.close();
        abandoned.close();
    }
}
