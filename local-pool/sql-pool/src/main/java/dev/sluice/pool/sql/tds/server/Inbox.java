package dev.sluice.pool.sql.tds.server;

import dev.sluice.pool.sql.tds.packet.Message;
import dev.sluice.pool.sql.tds.packet.MessageReader;
import dev.sluice.pool.sql.tds.packet.MessageType;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Requests on their way from the thread that reads to the thread that executes. The end of the stream comes last and
 * stops what runs, for nobody waits for it any more.
 */
final class Inbox implements Runnable {

    /** A client sends a request when the one before is answered, or an attention beside it. */
    private static final int CAPACITY = 2;

    private final MessageReader reader;
    private final int maxRequestBytes;
    private final RequestRoom room;
    private final Cancellation cancellation;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(CAPACITY);

    /** Bytes that the request that was handed out last took of the room. Of the executing thread. */
    private int takenByLast;

    private sealed interface Event {
        record Request(Message message, int taken) implements Event {}

        record End(IOException cause) implements Event {}
    }

    Inbox(MessageReader reader, int maxRequestBytes, RequestRoom room, Cancellation cancellation) {
        this.reader = reader;
        this.maxRequestBytes = maxRequestBytes;
        this.room = room;
        this.cancellation = cancellation;
    }

    /** Reads until the connection ends. Whatever ends it, the executing side hears of it. */
    @Override
    public void run() {
        IOException cause = new EOFException("The thread that reads has failed");
        try {
            readRequests();
        } catch (IOException e) {
            cause = e;
        } catch (InterruptedException e) {
            // The executing side has ended and interrupts this one.
            Thread.currentThread().interrupt();
        } finally {
            cancellation.want();
            deliver(new Event.End(cause));
        }
    }

    private void readRequests() throws IOException, InterruptedException {
        while (true) {
            Message message = reader.read(maxRequestBytes, room);
            int taken = room.endOfMessage();
            if (message.type() == MessageType.ATTENTION) {
                cancellation.want();
            }
            events.put(new Event.Request(message, taken));
        }
    }

    private void deliver(Event event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is needed any more of the request that was handed out last. */
    void done() {
        room.give(takenByLast);
        takenByLast = 0;
    }

    /**
     * Returns the next request.
     *
     * @throws IOException what ended the connection
     */
    Message next() throws IOException {
        try {
            Event event = events.take();
            if (event instanceof Event.Request request) {
                takenByLast = request.taken();
                return request.message();
            }
            throw ((Event.End) event).cause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EOFException("The server ends");
        }
    }
}
