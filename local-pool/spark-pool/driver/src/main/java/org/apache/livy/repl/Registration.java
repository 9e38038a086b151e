package org.apache.livy.repl;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the channel by which a driver tells the Livy server its address apart from those on which the server then comes
 * to it.
 *
 * <pre>
 * driver ---- address ----> server        the first channel; closed when the address is told
 * driver <--- jobs, statements --- server   every other one
 * </pre>
 *
 * <p>livy-rsc uses one dispatcher for all of them, and that remembers one message header and one list of calls without
 * an answer for all of them too. The server comes as soon as it has the address. On a busy machine it comes before the
 * first channel is closed: then the header of one channel is taken for that of the other, or closing the first gives up
 * calls of the second, whose answers then close that one. The session is lost in either case ("Failed to ping RSC
 * driver"). So nothing is read from the server, and nothing sent to it, while the first channel is open.
 */
final class Registration {

    private static final long PATIENCE_SECONDS = 60;

    private final List<Channel> waiting = new ArrayList<>();
    private @Nullable Channel first;
    private boolean over;

    /** A channel got the dispatcher. On its own thread, before it reads more. */
    synchronized void added(Channel channel) {
        if (first == null) {
            first = channel;
        } else if (!over) {
            channel.config().setAutoRead(false);
            waiting.add(channel);
        }
    }

    /** A channel is closed, and the dispatcher has heard of it. */
    synchronized void gone(Channel channel) {
        if (channel == first && !over) {
            over = true;
            waiting.forEach(each -> each.config().setAutoRead(true));
            waiting.clear();
            notifyAll();
        }
    }

    /** Returns when the first channel is closed. */
    synchronized void await() throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!over) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new TimeoutException("The channel that told the Livy server this driver's address is still open"
                        + " after " + PATIENCE_SECONDS + " s");
            }
            wait(left);
        }
    }
}
