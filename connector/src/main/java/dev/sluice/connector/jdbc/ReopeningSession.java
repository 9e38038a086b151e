package dev.sluice.connector.jdbc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one transfer: opened when it is first needed, and anew when it has broken meanwhile, as gateways do to
 * connections that are idle while Spark works. Not for several threads.
 */
public final class ReopeningSession implements AutoCloseable {

    private final PoolConnector pool;
    private final Consumer<String> log;
    private @Nullable PoolSession open;

    /**
     * Names a connection.
     *
     * @param log is told every statement that runs
     */
    public ReopeningSession(PoolConnector pool, Consumer<String> log) {
        this.pool = pool;
        this.log = log;
    }

    /**
     * Returns a session that answers. One that was returned before is not to be used any more.
     *
     * @throws dev.sluice.connector.failure.TransferFailedException if the server does not answer or refuses the login
     */
    public PoolSession session() {
        PoolSession known = open;
        if (known != null && known.answers()) {
            return known;
        }
        close();
        PoolSession fresh = pool.open(log);
        open = fresh;
        return fresh;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
