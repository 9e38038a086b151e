package dev.sluice.kernel.channel;

import java.util.Map;
import java.util.WeakHashMap;
import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;

/**
 * Caps what peers make ZeroMQ keep before anybody has seen it. ZeroMQ limits one frame ({@code ZMQ_MAXMSGSIZE}), but keeps the
 * frames of a message until its last one has come, however many they are: a stranger, who cannot sign, could fill the memory
 * with one message that never ends.
 *
 * <pre>
 * frame, more to come ► within the caps of its connection's message ► as it is
 *                     ► beyond them                                 ► the message ends here, and is dropped as no message
 * </pre>
 *
 * <p>A frame is told its connection by {@link Msg#setMetadata}, which ZeroMQ calls before it hands the frame on. Peers of
 * ZMTP before 3 (2012) have no metadata: for them every message has one frame, which no message of Jupyter has.
 */
final class CappedMessages implements MsgAllocator {

    /** Most frames of a message. One of Jupyter has seven, and a few buffers of widgets. */
    static final int MOST_PARTS = 64;

    /** Most bytes of a message. */
    static final long MOST_BYTES = 32L << 20;

    /** By connection, what has come of a message that has not ended. One thread allocates, but nobody promises that. */
    private final Map<Metadata, Unfinished> unfinished = new WeakHashMap<>();

    private static final class Unfinished {
        private int parts;
        private long bytes;
    }

    @Override
    public Msg allocate(int size) {
        return new Frame(size);
    }

    /** Returns whether a message may go on behind a frame. */
    private synchronized boolean mayGoOn(Metadata connection, int size) {
        Unfinished message = unfinished.computeIfAbsent(connection, key -> new Unfinished());
        message.parts++;
        message.bytes += size;
        return message.parts < MOST_PARTS && message.bytes < MOST_BYTES;
    }

    private synchronized void ends(Metadata connection) {
        unfinished.remove(connection);
    }

    private final class Frame extends Msg {

        private boolean more;

        Frame(int size) {
            super(size);
        }

        @Override
        public void setFlags(int flags) {
            more |= (flags & MORE) != 0;
            super.setFlags(flags & ~MORE);
        }

        @Override
        public Msg setMetadata(Metadata connection) {
            if (more && mayGoOn(connection, size())) {
                super.setFlags(MORE);
            } else {
                ends(connection);
            }
            return super.setMetadata(connection);
        }
    }
}
