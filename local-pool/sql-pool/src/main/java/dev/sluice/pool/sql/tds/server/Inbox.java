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
    private final Cancellation cancellation;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(CAPACITY);

    private sealed interface Event {
        record Request(Message message) implements Event {}

        record End(IOException cause) implements Event {}
    }

    Inbox(MessageReader reader, int maxRequestBytes, Cancellation cancellation) {
        this.reader = reader;
        this.maxRequestBytes = maxRequestBytes;
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
            Message message = reader.read(maxRequestBytes);
            if (message.type() == MessageType.ATTENTION) {
                cancellation.want();
            }
            events.put(new Event.Request(message));
        }
    }

    private void deliver(Event event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
                return request.message();
            }
            throw ((Event.End) event).cause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EOFException("The server ends");
        }
    }
}
