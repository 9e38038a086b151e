package org.apache.livy.repl;

import dev.sluice.pool.spark.repl.ReplSession;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import org.apache.livy.rsc.BaseProtocol;
import org.apache.livy.rsc.RSCConf;
import org.apache.livy.rsc.ReplJobResults;
import org.apache.livy.rsc.driver.RSCDriver;
import org.apache.livy.rsc.driver.SparkEntries;
import org.apache.livy.rsc.rpc.Rpc;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;

/**
 * The interactive driver of a Livy session: the entry point whose name the Livy server writes into the driver's
 * configuration.
 *
 * <p>livy-rsc finds a {@code handle} method by the class of the message, so each message of the REPL protocol has one
 * here; all of them go to one {@link ReplSession}. {@link BaseProtocol}'s messages are visible to sub-classes only,
 * which is why this class knows them and nothing else does.
 *
 * <pre>
 * Livy server                      this driver
 *     |------- ReplJobRequest -------->|   code and kind; answered by the statement's number
 *     |<------ ReplState --------------|   starting, idle, busy, error; whenever it changes
 *     |------- GetReplJobResults ----->|   polled; answered by the statements with state, progress and output
 *     |------- CancelReplJobRequest -->|
 *     |------- ReplCompleteRequest --->|   answered by candidates
 * </pre>
 */
@Sharable
public final class ReplDriver extends RSCDriver {

    private final Registration registration = new Registration();
    private volatile @Nullable ReplSession session;

    /** Made by livy-rsc with the driver's Spark configuration and the {@code livy.rsc.*} part of it. */
    public ReplDriver(SparkConf conf, RSCConf livyConf) throws Exception {
        super(conf, livyConf);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        registration.added(context.channel());
        super.handlerAdded(context);
    }

    /** Comes after {@code channelInactive}, which livy-rsc keeps for itself. */
    @Override
    public void channelUnregistered(ChannelHandlerContext context) throws Exception {
        registration.gone(context.channel());
        super.channelUnregistered(context);
    }

    @Override
    protected SparkEntries initializeSparkEntries() throws Exception {
        registration.await();
        ReplSession started = new ReplSession(conf, livyConf, state -> broadcast(new ReplState(state)));
        session = started;
        return started.start();
    }

    @Override
    protected void onClientAuthenticated(Rpc client) {
        ReplSession current = session;
        if (current != null) {
            var unused = client.call(new ReplState(current.state()));
        }
    }

    @Override
    protected void shutdownContext() {
        ReplSession current = session;
        try {
            if (current != null) {
                current.close();
            }
        } finally {
            super.shutdownContext();
        }
    }

    /** Accepts a statement; returns its number. */
    public Integer handle(ChannelHandlerContext context, BaseProtocol.ReplJobRequest message) {
        return started().submit(message.code, message.codeType);
    }

    /** Cancels a statement. */
    public void handle(ChannelHandlerContext context, BaseProtocol.CancelReplJobRequest message) {
        started().cancel(message.id);
    }

    /** Returns what could stand at the cursor. */
    public String[] handle(ChannelHandlerContext context, BaseProtocol.ReplCompleteRequest message) {
        return started()
                .complete(message.code, message.codeType, message.cursor)
                .toArray(String[]::new);
    }

    /** Returns the statements that are asked for, with their progress as it is now. */
    public ReplJobResults handle(ChannelHandlerContext context, BaseProtocol.GetReplJobResults message) {
        ReplSession current = started();
        return new ReplJobResults(
                message.allResults ? current.statements() : current.statements(message.from, message.size));
    }

    private ReplSession started() {
        ReplSession current = session;
        if (current == null) {
            throw new IllegalStateException("The session is still starting: wait until its state is idle");
        }
        return current;
    }
}
