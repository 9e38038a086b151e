package dev.sluice.kernel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.Msg;
import zmq.io.Metadata;

@Timeout(60)
class MessageBoundTest {

    private static final int FRAME = 1000;

    private static final long LIMIT = 5L * (FRAME + MessageBound.FRAME);

    private final MessageBound bound = new MessageBound(LIMIT);

    private boolean goesOnAfterFrame(int size, String peer) {
        Msg frame = bound.allocate(size);
        frame.setFlags(Msg.MORE);
        Properties properties = new Properties();
        properties.setProperty(Metadata.PEER_ADDRESS, peer);
        frame.setMetadata(new Metadata(properties));
        return frame.hasMore();
    }

    @Test
    void endsAMessageThatIsTooLong() {
        for (int message = 0; message < 3; message++) {
            for (int frame = 0; frame < 5; frame++) {
                assertThat(goesOnAfterFrame(FRAME, "a")).isTrue();
            }
            assertThat(goesOnAfterFrame(0, "a")).isFalse();
        }
    }

    @Test
    void endsAMessageOfTooManyFrames() {
        int frames = 0;
        while (goesOnAfterFrame(0, "a")) {
            frames++;
        }
        assertThat(frames).isEqualTo(LIMIT / MessageBound.FRAME);
    }

    @Test
    void countsEachConnectionForItself() {
        for (int frame = 0; frame < 5; frame++) {
            for (String peer : List.of("a", "b", "c")) {
                assertThat(goesOnAfterFrame(FRAME, peer)).isTrue();
            }
        }
        assertThat(goesOnAfterFrame(0, "b")).isFalse();
        assertThat(goesOnAfterFrame(0, "a")).isFalse();
    }

    /** What ZeroMQ does with it: each message comes out, and what was too much of it as another one. */
    @Test
    void holdsForAllThatASocketReceives() {
        try (ZContext context = new ZContext(1)) {
            ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
            router.setMsgAllocator(new MessageBound(LIMIT));
            int port = router.bindToRandomPort("tcp://127.0.0.1");
            ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
            dealer.connect("tcp://127.0.0.1:" + port);

            send(dealer, 4);
            send(dealer, 14);
            send(dealer, 5);

            // An identity comes before the frames of each.
            assertThat(List.of(
                            received(router), received(router), received(router), received(router), received(router)))
                    .containsExactly(1 + 4, 1 + 6, 1 + 6, 1 + 2, 1 + 5);
        }
    }

    private static void send(ZMQ.Socket socket, int frames) {
        for (int i = 1; i <= frames; i++) {
            assertThat(socket.send(new byte[FRAME], i < frames ? ZMQ.SNDMORE : 0))
                    .isTrue();
        }
    }

    private static int received(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        do {
            frames.add(socket.recv());
        } while (socket.hasReceiveMore());
        return frames.size();
    }
}
