package dev.sluice.kernel.channel;

import java.util.Map;
import java.util.WeakHashMap;
import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;

/**
 * Bounds what one message of a connection may have in all its frames.
 *
 * <p>ZeroMQ keeps the frames of a message until its last one has come, and bounds each of them but not their sum. A message that
 * becomes longer is ended here: the frame that is too much counts as its last one, so that the message comes out, is none by its
 * signature, and is gone. What the peer sends as the rest of it comes out as another one, which is none either.
 *
 * <pre>
 * allocate(size)            a frame begins, of whichever connection
 * setFlags(MORE)            it is not the last one of its message
 * setMetadata(connection)   it is whole: here, before it waits for the others, its connection is known
 * </pre>
 *
 * <p>ZeroMQ calls {@code setMetadata} for connections of ZMTP 3 alone. A socket with this has to refuse older ones.
 *
 * <p>Only the thread that reads the connections calls it, and each socket has one of its own.
 */
final class MessageBound implements MsgAllocator {

    /** What a frame takes beside its bytes: one without any is not free. */
    static final int FRAME = 256;

    private final long limit;

    /** Sums of the messages that are not whole yet. A connection that ends within one takes its sum along. */
    private final Map<Metadata, Long> sums = new WeakHashMap<>();

    /**
     * Bounds messages.
     *
     * @param limit bytes, of which each frame takes {@value #FRAME} beside its own
     */
    MessageBound(long limit) {
        this.limit = limit;
    }

    @Override
    public Msg allocate(int size) {
        return new Frame(size);
    }

    private boolean isTooMuch(Metadata connection, Frame frame) {
        if (!frame.hasMore()) {
            sums.remove(connection);
            return false;
        }
        long sum = sums.merge(connection, (long) FRAME + frame.size(), Long::sum);
        if (sum <= limit) {
            return false;
        }
        sums.remove(connection);
        return true;
    }

    private final class Frame extends Msg {

        Frame(int size) {
            super(size);
        }

        @Override
        public Msg setMetadata(Metadata connection) {
            if (isTooMuch(connection, this)) {
                resetFlags(MORE);
            }
            return super.setMetadata(connection);
        }
    }
}
