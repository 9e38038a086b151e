package dev.sluice.pool.sql.tds.server;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How a server listens and what it bears.
 *
 * @param port port on 127.0.0.1, 0 for any that is free
 * @param tls has the key and the certificate
 * @param tokenService URL that clients are told to get a token from
 * @param maxConnections connections that may be logged in at one time
 * @param maxStrangers connections that may be there at one time without a login; one more, and the oldest ends
 * @param loginTimeout time from the connection to the end of the login
 * @param requests what the requests of those who have logged in may take
 */
public record ServerSettings(
        int port,
        SSLContext tls,
        String tokenService,
        int maxConnections,
        int maxStrangers,
        Duration loginTimeout,
        RequestLimits requests) {

    /** Sessions that a dedicated SQL pool has at most. */
    private static final int MAX_CONNECTIONS = 512;

    /** As many as may log in at one moment: a job's tasks on all cores of a large machine. */
    private static final int MAX_STRANGERS = 128;

    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(15);

    public ServerSettings {
        requireNonNull(tls, "tls");
        requireNonNull(tokenService, "tokenService");
        requireNonNull(loginTimeout, "loginTimeout");
        requireNonNull(requests, "requests");
    }

    /** Returns the settings of a local pool. */
    public static ServerSettings of(int port, SSLContext tls, String tokenService) {
        return new ServerSettings(
                port, tls, tokenService, MAX_CONNECTIONS, MAX_STRANGERS, LOGIN_TIMEOUT, RequestLimits.ofThisProcess());
    }
}
