package dev.sluice.pool.identity.service;

/** A service that accepts connections. */
public interface RunningService extends AutoCloseable {

    /** Returns the port on 127.0.0.1 that it listens on. */
    int port();

    /** Ends the service and gives up what it holds. Called once, on any thread. */
    @Override
    void close();
}
