package dev.sluice.livy.rest;

import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.Ticker;
import java.time.InstantSource;

/** Puts a client together. */
public final class LivyClients {

    private LivyClients() {}

    /**
     * Makes a client. It opens no connection yet.
     *
     * <pre>
     * RetryingLivyClient   repeats what only looks, if the server is away for a moment
     *   RestLivyClient     Livy's resources
     *     LivyWire         HTTP: headers, status, error bodies
     * </pre>
     */
    public static LivyClient create(LivyEndpoint endpoint) {
        return new RetryingLivyClient(
                new RestLivyClient(new LivyWire(endpoint, InstantSource.system())), Ticker.SYSTEM);
    }
}
