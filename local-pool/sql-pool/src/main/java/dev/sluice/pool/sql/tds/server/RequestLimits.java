package dev.sluice.pool.sql.tds.server;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What the requests of logged-in clients may take. A request has bytes of its own; what it needs beyond them comes out of
 * one store for all connections, so that many long requests at one time do not take the memory of the server.
 *
 * @param maxBytes bytes that a request may have
 * @param ownBytes bytes of a request that are always there, so that short ones go on while long ones have taken the rest
 * @param sharedBytes bytes there are beyond those, for all requests together
 * @param patience how long a client that holds shared bytes may keep silent in the middle of a request
 */
public record RequestLimits(int maxBytes, int ownBytes, int sharedBytes, Duration patience) {

    private static final int MAX_BYTES = 64 << 20;
    private static final int OWN_BYTES = 64 << 10;

    /** A request is in memory several times over while it is read, decoded, parsed and handed to DuckDB. */
    private static final int PART_OF_MEMORY = 6;

    /** A bulk load goes on as its client finds rows, which may take a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    public RequestLimits {
        requireNonNull(patience, "patience");
    }

    /** Returns the limits of this process. */
    static RequestLimits ofThisProcess() {
        long part = Runtime.getRuntime().maxMemory() / PART_OF_MEMORY;
        return new RequestLimits(MAX_BYTES, OWN_BYTES, (int) Math.min(part, Integer.MAX_VALUE), PATIENCE);
    }
}
