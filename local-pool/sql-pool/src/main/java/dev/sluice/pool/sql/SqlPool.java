package dev.sluice.pool.sql;

import dev.sluice.pool.identity.service.RunningService;
import dev.sluice.pool.sql.engine.DuckDbEngine;
import dev.sluice.pool.sql.tds.server.TdsServer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A server over its engine. They end in this order, so that no session finds its database closed. */
final class SqlPool implements RunningService {

    private final TdsServer server;
    private final DuckDbEngine engine;

    SqlPool(TdsServer server, DuckDbEngine engine) {
        this.server = server;
        this.engine = engine;
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        try (engine) {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the listener of port " + server.port(), e);
        }
    }
}
