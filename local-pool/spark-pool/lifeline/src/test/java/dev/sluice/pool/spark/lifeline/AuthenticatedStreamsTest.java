package dev.sluice.pool.spark.lifeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportResponseHandler;
import org.apache.spark.network.server.AbstractAuthRpcHandler;
import org.apache.spark.network.server.NoOpRpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.junit.jupiter.api.Test;

class AuthenticatedStreamsTest {

    private static final Channel CHANNEL = new EmbeddedChannel();
    private static final TransportClient CLIENT = new TransportClient(CHANNEL, new TransportResponseHandler(CHANNEL));
    private static final ManagedBuffer CONTENT = new NioManagedBuffer(ByteBuffer.allocate(1));

    private final List<String> asked = new ArrayList<>();
    private final Connection connection = new Connection();
    private final StreamManager streams = AuthenticatedStreams.of(new Recorded(asked), connection);

    /** A connection whose first message is its secret. */
    private static final class Connection extends AbstractAuthRpcHandler {
        Connection() {
            super(new NoOpRpcHandler());
        }

        @Override
        protected boolean doAuthChallenge(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
            return true;
        }
    }

    private static final class NoAnswer implements RpcResponseCallback {
        @Override
        public void onSuccess(ByteBuffer response) {}

        @Override
        public void onFailure(Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The streams of a driver, which write down what is asked of them. */
    private static final class Recorded extends StreamManager {
        private final List<String> asked;

        Recorded(List<String> asked) {
            this.asked = asked;
        }

        @Override
        public ManagedBuffer getChunk(long streamId, int chunk) {
            asked.add("chunk " + streamId + ' ' + chunk);
            return CONTENT;
        }

        @Override
        public ManagedBuffer openStream(String streamId) {
            asked.add("open " + streamId);
            return CONTENT;
        }

        @Override
        public void checkAuthorization(TransportClient client, long streamId) {
            asked.add("check " + streamId);
        }

        @Override
        public void connectionTerminated(Channel channel) {
            asked.add("terminated");
        }

        @Override
        public long chunksBeingTransferred() {
            return 42;
        }

        @Override
        public void chunkBeingSent(long streamId) {
            asked.add("sending " + streamId);
        }

        @Override
        public void streamBeingSent(String streamId) {
            asked.add("sending " + streamId);
        }

        @Override
        public void chunkSent(long streamId) {
            asked.add("sent " + streamId);
        }

        @Override
        public void streamSent(String streamId) {
            asked.add("sent " + streamId);
        }
    }

    @Test
    void opensNothingBeforeTheSecretIsShown() {
        assertThatThrownBy(() -> streams.openStream("/classes/../../secret"))
                .isExactlyInstanceOf(SecurityException.class)
                .hasMessage("Refused stream /classes/../../secret: show the secret of this Spark driver first");
        assertThatThrownBy(() -> streams.getChunk(7, 0)).hasMessageStartingWith("Refused stream 7: ");
        assertThatThrownBy(() -> streams.checkAuthorization(CLIENT, 7)).hasMessageStartingWith("Refused stream 7: ");
        assertThat(asked).isEmpty();
    }

    @Test
    void opensWhatIsAskedForOnceTheSecretWasShown() {
        connection.receive(CLIENT, ByteBuffer.allocate(0), new NoAnswer());

        assertThat(streams.openStream("/classes/A.class")).isSameAs(CONTENT);
        assertThat(streams.getChunk(7, 1)).isSameAs(CONTENT);
        streams.checkAuthorization(CLIENT, 7);
        assertThat(asked).containsExactly("open /classes/A.class", "chunk 7 1", "check 7");
    }

    @Test
    void passesOnWhatIsCounted() {
        streams.streamBeingSent("s");
        streams.streamSent("s");
        streams.chunkBeingSent(7);
        streams.chunkSent(7);
        streams.connectionTerminated(CHANNEL);

        assertThat(streams.chunksBeingTransferred()).isEqualTo(42);
        assertThat(asked).containsExactly("sending s", "sent s", "sending 7", "sent 7", "terminated");
    }
}
