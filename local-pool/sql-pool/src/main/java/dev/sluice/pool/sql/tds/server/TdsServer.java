package dev.sluice.pool.sql.tds.server;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.session.SqlEngine;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * A TDS server on 127.0.0.1: TDS 7.2 to 7.4, with and without TLS, and TDS 8.0.
 *
 * <p>A connection has two threads: one reads requests, so that it sees an attention at any time, the other executes
 * them. None of them outlives the connection, and none of the connections outlives the server.
 */
public final class TdsServer implements AutoCloseable {

    static final Logger LOG = System.getLogger("dev.sluice.pool.sql.tds");

    /** Connections that wait for the system to accept them. */
    private static final int BACKLOG = 128;

    /** Process numbers begin after those that SQL Server keeps to itself, and fit the packet header. */
    private static final int FIRST_PROCESS = 51;

    private static final int LAST_PROCESS = 0x7FFF;

    /** Time until connections are accepted again after one could not be. */
    private static final Duration RETRY = Duration.ofMillis(200);

    private final ServerSettings settings;
    private final SqlEngine engine;
    private final Authenticator authenticator;
    private final ServerSocket listener;
    private final ScheduledThreadPoolExecutor timer;
    private final Connections connections;
    private final Semaphore requestBytes;
    private volatile boolean closed;

    private TdsServer(ServerSettings settings, SqlEngine engine, Authenticator authenticator, ServerSocket listener) {
        this.settings = settings;
        this.engine = engine;
        this.authenticator = authenticator;
        this.listener = listener;
        connections = new Connections(settings.maxStrangers(), settings.maxConnections());
        requestBytes = new Semaphore(settings.requests().sharedBytes());
        timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "tds-timer"));
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Starts a server. It accepts connections when this returns.
     *
     * @throws java.net.BindException if the port is taken
     */
    public static TdsServer start(ServerSettings settings, SqlEngine engine, Authenticator authenticator)
            throws IOException {
        requireNonNull(engine, "engine");
        requireNonNull(authenticator, "authenticator");
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ServerSocket listener = new ServerSocket();
        try {
            listener.bind(new InetSocketAddress(loopback, settings.port()), BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        TdsServer server = new TdsServer(settings, engine, authenticator, listener);
        daemon(server::accept, "tds-accept").start();
        return server;
    }

    /** The port that the server listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Ends all connections; their transactions are rolled back. */
    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        List<Connection> open = connections.all();
        for (Connection connection : open) {
            connection.close();
        }
        for (Connection connection : open) {
            connection.awaitEnd();
        }
        timer.shutdownNow();
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        int process = FIRST_PROCESS;
        while (!closed) {
            try {
                open(listener.accept(), process);
                process = process == LAST_PROCESS ? FIRST_PROCESS : process + 1;
            } catch (IOException e) {
                if (!closed) {
                    LOG.log(Level.WARNING, "Cannot accept a connection: " + e.getMessage());
                    // Mostly there are no file handles left: trying again at once would only fill the log.
                    LockSupport.parkNanos(RETRY.toNanos());
                }
            }
        }
    }

    private void open(Socket socket, int process) throws IOException {
        socket.setTcpNoDelay(true);
        Connection connection =
                new Connection(socket, process, settings, engine, authenticator, timer, connections, requestBytes);
        connections.add(connection).ifPresent(oldest -> {
            LOG.log(Level.INFO, "Ended the oldest of " + settings.maxStrangers() + " connections without a login");
            oldest.close();
        });
        try {
            connection.start();
        } catch (OutOfMemoryError e) {
            // There is no thread left, or no memory for one. That must not end the thread that accepts others.
            connections.remove(connection);
            connection.close();
            throw new IOException("no thread for it: " + e.getMessage(), e);
        }
        if (closed) {
            connection.close();
        }
    }
}
