package dev.sluice.pool.sql;

import dev.sluice.pool.identity.service.RunningService;
import dev.sluice.pool.sql.engine.DuckDbEngine;
import dev.sluice.pool.sql.fault.FaultyEngine;
import dev.sluice.pool.sql.tds.server.TdsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A server over its engine, with or without a fault switch between them. Switch, server and engine end in this order, so
 * that nothing waits for the switch and no session finds its database closed.
 */
final class SqlPool implements RunningService {

    private final TdsServer server;
    private final @Nullable FaultyEngine switched;
    private final DuckDbEngine engine;

    SqlPool(TdsServer server, @Nullable FaultyEngine switched, DuckDbEngine engine) {
        this.server = server;
        this.switched = switched;
        this.engine = engine;
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        try (engine) {
            if (switched != null) {
                switched.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the listener of port " + server.port(), e);
        }
    }
}
