package dev.sluice.pool.identity.service;

import java.io.IOException;

/**
 * A service of the local pool before it runs: an object whose fields carry picocli annotations, filled by
 * {@link ServiceProcess}.
 */
public interface LocalService {

    /** Returns the service's name among the processes of the local pool, such as {@code storage}. */
    String name();

    /** Returns the options that every service has. */
    ServiceOptions options();

    /**
     * Starts the service on the port of its options.
     *
     * @throws java.net.BindException if the port is taken
     * @throws IOException if it cannot start for another reason, with a message for the user
     */
    RunningService start() throws IOException;
}
