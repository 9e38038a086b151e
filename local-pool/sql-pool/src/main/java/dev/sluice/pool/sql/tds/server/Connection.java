package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.session.ConnectionCutException;
import dev.sluice.pool.sql.session.SqlEngine;
import dev.sluice.pool.sql.session.SqlSession;
import dev.sluice.pool.sql.session.StatementThread;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One client from its connection to its end.
 *
 * <pre>
 * handshake -> login -> requests -> end
 * </pre>
 *
 * <p>Invariant: whatever ends it, socket and session are closed and both threads end.
 */
final class Connection implements Runnable {

    private static final Duration END = Duration.ofSeconds(5);

    private final Socket socket;
    private final int process;
    private final ServerSettings settings;
    private final SqlEngine engine;
    private final Authenticator authenticator;
    private final ScheduledThreadPoolExecutor timer;
    private final Connections connections;
    private final RequestRoom room;
    private final Thread thread;

    Connection(
            Socket socket,
            int process,
            ServerSettings settings,
            SqlEngine engine,
            Authenticator authenticator,
            ScheduledThreadPoolExecutor timer,
            Connections connections,
            Semaphore requestBytes) {
        this.socket = socket;
        this.process = process;
        this.settings = settings;
        this.engine = engine;
        this.authenticator = authenticator;
        this.timer = timer;
        this.connections = connections;
        room = new RequestRoom(settings.requests(), requestBytes, socket);
        thread = StatementThread.of(this, "tds-" + process);
    }

    void start() {
        thread.start();
    }

    /** Ends the connection from outside. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log(Level.DEBUG, e);
        }
    }

    void awaitEnd() {
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            serve();
        } catch (ProtocolException e) {
            log(Level.WARNING, e);
        } catch (IOException e) {
            // The client went away, as clients do.
            log(Level.DEBUG, e);
        } catch (ConnectionCutException e) {
            TdsServer.LOG.log(Level.INFO, "Connection " + process + " ended: " + e.getMessage());
        } catch (RuntimeException e) {
            TdsServer.LOG.log(Level.ERROR, "Connection " + process + " ended by a fault of the local SQL pool", e);
        } finally {
            close();
            connections.remove(this);
        }
    }

    private void serve() throws IOException {
        ScheduledFuture<?> timeout =
                timer.schedule(this::giveUp, settings.loginTimeout().toMillis(), TimeUnit.MILLISECONDS);
        Handshake handshake;
        Optional<Login.Client> client;
        try {
            handshake = Handshake.with(socket, settings.tls(), process);
            client = new Login(
                            handshake,
                            settings,
                            engine,
                            authenticator,
                            socket.getInetAddress(),
                            () -> connections.admit(this))
                    .run();
        } finally {
            timeout.cancel(false);
        }
        try {
            if (client.isPresent()) {
                serve(handshake, client.get());
            }
        } catch (ConnectionCutException e) {
            connections.remove(this);
            // At once, for a farewell would tell the client that the server ended the connection in good order.
            close();
            throw e;
        } finally {
            // Before the client sees the end: it may connect again at once and shall find its place free.
            connections.remove(this);
            endOutput(handshake);
        }
    }

    private void serve(Handshake handshake, Login.Client client) throws IOException {
        SqlSession session = client.session();
        Cancellation cancellation = new Cancellation(session, timer);
        Inbox inbox = new Inbox(handshake.requests(), settings.requests().maxBytes(), room, cancellation);
        Thread reader = TdsServer.daemon(inbox, "tds-" + process + "-reader");
        reader.start();
        try {
            new Requests(inbox, handshake.answers(), client.version(), session, room, cancellation).run();
        } finally {
            reader.interrupt();
            room.close();
            session.close();
        }
    }

    private void giveUp() {
        TdsServer.LOG.log(
                Level.WARNING,
                "Connection " + process + " ended: no login within "
                        + settings.loginTimeout().toSeconds() + " s");
        close();
    }

    /** Lets the client read what was said last before it sees the end. */
    private void endOutput(Handshake handshake) {
        try {
            if (handshake.tls() != null) {
                handshake.tls().close();
            }
            socket.shutdownOutput();
        } catch (IOException e) {
            log(Level.DEBUG, e);
        }
    }

    private void log(Level level, IOException cause) {
        TdsServer.LOG.log(level, "Connection " + process + " ended: " + cause.getMessage());
    }
}
