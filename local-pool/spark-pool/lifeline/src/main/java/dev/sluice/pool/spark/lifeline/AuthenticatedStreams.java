package dev.sluice.pool.spark.lifeline;

import io.netty.channel.Channel;
import java.util.function.BooleanSupplier;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.AbstractAuthRpcHandler;
import org.apache.spark.network.server.StreamManager;

/**
 * Streams of a driver for callers that have shown its secret, and nobody else. Driver.
 *
 * <p>With {@code spark.authenticate} Spark 3.5 checks each RPC and each chunk of a connection, but opens a stream by its
 * name for everybody ({@code TransportRequestHandler.processStreamRequest}). A driver with a REPL serves a folder of classes
 * that way, and a name with {@code ..} in it leads from there to every file of its owner. The build rewrites {@link
 * AbstractAuthRpcHandler#getStreamManager} so that each connection gets its streams through {@link #of}.
 */
public final class AuthenticatedStreams extends StreamManager {

    private final StreamManager streams;
    private final BooleanSupplier authenticated;

    private AuthenticatedStreams(StreamManager streams, BooleanSupplier authenticated) {
        this.streams = streams;
        this.authenticated = authenticated;
    }

    /**
     * Guards the streams of one connection. Called by Spark's rewritten class.
     *
     * @param streams of the driver
     * @param connection knows whether the caller has shown the secret
     */
    public static StreamManager of(StreamManager streams, AbstractAuthRpcHandler connection) {
        return new AuthenticatedStreams(streams, connection::isAuthenticated);
    }

    private void check(String stream) {
        if (!authenticated.getAsBoolean()) {
            throw new SecurityException("Refused stream " + stream + ": show the secret of this Spark driver first");
        }
    }

    @Override
    public ManagedBuffer getChunk(long streamId, int chunk) {
        check(Long.toString(streamId));
        return streams.getChunk(streamId, chunk);
    }

    @Override
    public ManagedBuffer openStream(String streamId) {
        check(streamId);
        return streams.openStream(streamId);
    }

    @Override
    public void checkAuthorization(TransportClient client, long streamId) {
        check(Long.toString(streamId));
        streams.checkAuthorization(client, streamId);
    }

    @Override
    public void connectionTerminated(Channel channel) {
        streams.connectionTerminated(channel);
    }

    @Override
    public long chunksBeingTransferred() {
        return streams.chunksBeingTransferred();
    }

    @Override
    public void chunkBeingSent(long streamId) {
        streams.chunkBeingSent(streamId);
    }

    @Override
    public void streamBeingSent(String streamId) {
        streams.streamBeingSent(streamId);
    }

    @Override
    public void chunkSent(long streamId) {
        streams.chunkSent(streamId);
    }

    @Override
    public void streamSent(String streamId) {
        streams.streamSent(streamId);
    }
}
