package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.tds.packet.MessageReader;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Semaphore;

/**
 * What one connection holds of the bytes that all share.
 *
 * <pre>
 * take.. -> endOfMessage -> (request is executed) -> give          keep -> (prepared statement) -> give
 * close: whatever is held goes back
 * </pre>
 *
 * <p>{@link #take} and {@link #endOfMessage} are called by the thread that reads, all else by any.
 */
final class RequestRoom implements MessageReader.Room {

    private final RequestLimits limits;
    private final Semaphore shared;
    private final Socket socket;

    /** Bytes of the present message, and how many of them are shared ones. */
    private long messageBytes;

    private int messageShared;
    private boolean hurried;

    /** Guarded by this, as the two after it. */
    private int held;

    private boolean closed;

    /**
     * Makes the room of a connection.
     *
     * @param shared bytes that all connections share
     * @param socket where silence is limited while shared bytes wait for the rest of their message
     */
    RequestRoom(RequestLimits limits, Semaphore shared, Socket socket) {
        this.limits = limits;
        this.shared = shared;
        this.socket = socket;
    }

    @Override
    public boolean take(int bytes) throws IOException {
        messageBytes += bytes;
        int beyond = (int) Math.min(bytes, messageBytes - limits.ownBytes());
        if (beyond <= 0) {
            return true;
        }
        if (!keep(beyond)) {
            give(messageShared);
            messageShared = 0;
            return false;
        }
        messageShared += beyond;
        if (!hurried) {
            hurried = true;
            socket.setSoTimeout((int) limits.patience().toMillis());
        }
        return true;
    }

    /** The message is whole, or was dropped; returns the bytes to {@link #give} when nothing of it is needed any more. */
    int endOfMessage() throws IOException {
        int bytes = messageShared;
        messageBytes = 0;
        messageShared = 0;
        if (hurried) {
            hurried = false;
            socket.setSoTimeout(0);
        }
        return bytes;
    }

    /** Takes shared bytes for something that outlives its request. */
    synchronized boolean keep(int bytes) {
        if (closed || !shared.tryAcquire(bytes)) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** Gives shared bytes back. */
    synchronized void give(int bytes) {
        if (!closed) {
            held -= bytes;
            shared.release(bytes);
        }
    }

    /** Gives back all that the connection holds. */
    synchronized void close() {
        closed = true;
        shared.release(held);
        held = 0;
    }
}
