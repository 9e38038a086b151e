package dev.sluice.kernel.channel;

import dev.sluice.kernel.message.Incoming;

/** Takes what comes in. It is called from the thread of the sockets and must hand on all work at once. */
public interface Receiver {

    /** A well-formed message with a good signature. */
    void received(Channel channel, Incoming incoming);

    /**
     * A client began to listen to publications.
     *
     * @param topic what it listens to; empty for all
     */
    void subscribed(String topic);
}
