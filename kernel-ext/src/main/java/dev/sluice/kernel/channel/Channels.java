package dev.sluice.kernel.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.kernel.message.InvalidMessageException;
import dev.sluice.kernel.message.Message;
import dev.sluice.kernel.message.MessageFormat;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The sockets of a kernel.
 *
 * <pre>
 * shell, control, stdin (ROUTER) ──► loop ──► {@link Receiver}
 * heartbeat (ROUTER) ◄─ echo ─► loop
 * iopub (XPUB) ◄─── loop ◄─── queue ◄─── {@link #reply}, {@link #publish} (any thread)
 * </pre>
 *
 * <p>Invariant: one thread touches the sockets, and it never runs a cell, so that heartbeat, interrupt and questions are
 * answered whatever a cell does. What one thread sends leaves in the order in which it was sent.
 */
public final class Channels implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Channels.class.getName());

    private static final String BELL = "inproc://bell";

    /** Milliseconds that closing waits for peers to take what was sent. */
    private static final int LINGER = 1000;

    /** Messages kept for a client that does not read. ZeroMQ drops what is beyond, and 1000 (its default) is one busy cell. */
    private static final int QUEUE = 100_000;

    /** Bytes of one frame. A peer that sends more is cut off before it fills the memory. */
    private static final long MAX_FRAME = 8L << 20;

    /** Longest topic that a client subscribes to: Jupyter's subscribe to all, by one of no bytes. */
    private static final long MAX_TOPIC = 256;

    /** Bytes of one message in all its frames. */
    private static final long MAX_MESSAGE = 2 * MAX_FRAME;

    /** Messages of one connection that wait to be looked at. One that sends more waits itself. */
    private static final int INBOX = 16;

    private static final String DOMAIN = "kernel";

    private static final byte SUBSCRIBE = 1;

    private final ZContext context;
    private final MessageFormat format;
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket stdin;
    private final ZMQ.Socket iopub;
    private final ZMQ.Socket heartbeat;
    private final ZMQ.Socket bellHeard;
    private final ZMQ.Socket bell;
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Throwable> death;
    private @Nullable Thread loop;
    private volatile boolean closing;

    /** Whether the bell can be rung. Guarded by the bell. */
    private boolean open = true;

    private record Outgoing(ZMQ.Socket socket, List<byte[]> frames) {}

    private Channels(
            ZContext context, ConnectionFile connection, MessageFormat format, CompletableFuture<Throwable> death)
            throws PortTakenException {
        this.context = context;
        this.format = format;
        this.death = death;
        shell = bound(SocketType.ROUTER, connection.ip(), connection.shellPort());
        control = bound(SocketType.ROUTER, connection.ip(), connection.controlPort());
        stdin = bound(SocketType.ROUTER, connection.ip(), connection.stdinPort());
        iopub = bound(SocketType.XPUB, connection.ip(), connection.iopubPort());
        // Each subscription is reported, not only the first one of a topic: every client is welcomed.
        iopub.setXpubVerbose(true);
        // A ROUTER sends frames back as they came, as REP does, but garbage of a stranger cannot bring it out of step.
        heartbeat = bound(SocketType.ROUTER, connection.ip(), connection.heartbeatPort());
        bellHeard = context.createSocket(SocketType.PULL);
        bellHeard.bind(BELL);
        bell = context.createSocket(SocketType.PUSH);
        bell.connect(BELL);
    }

    /** Listens on the ports of a connection file. Nothing is read before {@link #start}. */
    public static Channels bind(ConnectionFile connection, MessageFormat format) throws PortTakenException {
        ZContext context = new ZContext(1);
        context.setLinger(LINGER);
        CompletableFuture<Throwable> death = new CompletableFuture<>();
        context.setUncaughtExceptionHandler((thread, error) -> death.complete(error));
        context.setNotificationExceptionHandler(
                (thread, error) -> LOG.log(Level.WARNING, "A connection of the kernel has failed", error));
        try {
            return new Channels(context, connection, format, death);
        } catch (PortTakenException e) {
            context.close();
            throw e;
        }
    }

    /** Returns what completes, with the error, when a thread of the sockets dies: nothing is heard any more then. */
    public CompletionStage<Throwable> death() {
        return death;
    }

    /** Starts the thread that reads and writes. */
    public void start(Receiver receiver) {
        Thread thread = new Thread(() -> run(receiver), "channels");
        thread.setDaemon(true);
        loop = thread;
        thread.start();
    }

    /** Sends a reply to who sent the request. Any thread may call it. */
    public void reply(Channel channel, List<byte[]> identities, Message message) {
        send(new Outgoing(socket(channel), format.encode(identities, message)));
    }

    /** Sends a message to everyone who listens to a topic that begins as the given one. Any thread may call it. */
    public void publish(String topic, Message message) {
        send(new Outgoing(iopub, format.encode(List.of(topic.getBytes(UTF_8)), message)));
    }

    /** Sends what waits and closes the sockets. */
    @Override
    public void close() {
        closing = true;
        if (death.isDone()) {
            // What is dead confirms no end: to wait for one would be to wait for ever.
            return;
        }
        ring();
        Thread thread = loop;
        if (thread == null) {
            context.close();
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ZMQ.Socket bound(SocketType type, String ip, int port) throws PortTakenException {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(LINGER);
        socket.setSndHWM(QUEUE);
        socket.setRcvHWM(INBOX);
        socket.setMaxMsgSize(type == SocketType.XPUB ? MAX_TOPIC : MAX_FRAME);
        socket.setMsgAllocator(new MessageBound(MAX_MESSAGE));
        // With a domain, ZeroMQ refuses peers before ZMTP 3.0, whose frames MessageBound cannot tell apart. The others
        // come in as they do without one, for nobody in this context answers questions of authentication.
        socket.setZAPDomain(DOMAIN);
        try {
            socket.bind("tcp://" + ip + ':' + port);
        } catch (ZMQException e) {
            throw new PortTakenException(ip + ':' + port, e);
        }
        return socket;
    }

    private ZMQ.Socket socket(Channel channel) {
        return switch (channel) {
            case SHELL -> shell;
            case CONTROL -> control;
            case STDIN -> stdin;
        };
    }

    private void send(Outgoing message) {
        outgoing.add(message);
        ring();
    }

    /** Wakes the loop. The bell is a socket too, hence the lock; a bell that is full rings already. */
    private void ring() {
        synchronized (bell) {
            if (open) {
                bell.send(new byte[0], ZMQ.DONTWAIT);
            }
        }
    }

    private void run(Receiver receiver) {
        try (ZMQ.Poller poller = context.createPoller(6)) {
            for (ZMQ.Socket socket : List.of(shell, control, stdin, iopub, heartbeat, bellHeard)) {
                poller.register(socket, ZMQ.Poller.POLLIN);
            }
            while (!closing) {
                poller.poll();
                turn(poller, receiver);
            }
            sendAll();
        } catch (Error e) {
            death.complete(e);
            throw e;
        } finally {
            synchronized (bell) {
                open = false;
                if (!death.isDone()) {
                    context.close();
                }
            }
        }
    }

    private void turn(ZMQ.Poller poller, Receiver receiver) {
        // Control first: an interrupt overtakes what waits on shell.
        if (poller.pollin(1)) {
            receive(Channel.CONTROL, receiver);
        }
        if (poller.pollin(0)) {
            receive(Channel.SHELL, receiver);
        }
        if (poller.pollin(2)) {
            receive(Channel.STDIN, receiver);
        }
        if (poller.pollin(3)) {
            subscription(receiver, frames(iopub));
        }
        if (poller.pollin(4)) {
            write(heartbeat, frames(heartbeat));
        }
        if (poller.pollin(5)) {
            frames(bellHeard);
        }
        sendAll();
    }

    private void receive(Channel channel, Receiver receiver) {
        try {
            receiver.received(channel, format.decode(frames(socket(channel))));
        } catch (InvalidMessageException e) {
            LOG.log(Level.WARNING, "Dropped a message on {0}. {1}", channel, e.getMessage());
        } catch (RuntimeException e) {
            // The boundary of the loop: one message that cannot be handled must not end the others.
            LOG.log(Level.ERROR, "Cannot handle a message on " + channel, e);
        }
    }

    private static void subscription(Receiver receiver, List<byte[]> frames) {
        byte[] first = frames.isEmpty() ? new byte[0] : frames.get(0);
        if (first.length > 0 && first[0] == SUBSCRIBE) {
            receiver.subscribed(new String(Arrays.copyOfRange(first, 1, first.length), UTF_8));
        }
    }

    private void sendAll() {
        for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
            write(next.socket, next.frames);
        }
    }

    private static void write(ZMQ.Socket socket, List<byte[]> frames) {
        try {
            for (int i = 0; i < frames.size(); i++) {
                socket.send(frames.get(i), ZMQ.DONTWAIT | (i < frames.size() - 1 ? ZMQ.SNDMORE : 0));
            }
        } catch (ZMQException e) {
            // One client that cannot be written to must not silence the others.
            LOG.log(Level.WARNING, "Cannot send a message: {0}", e.getMessage());
        }
    }

    private static List<byte[]> frames(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        for (byte[] frame = socket.recv(ZMQ.DONTWAIT); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
            frames.add(frame);
            if (!socket.hasReceiveMore()) {
                break;
            }
        }
        return frames;
    }
}
