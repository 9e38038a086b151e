package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.kernel.channel.Channel;
import dev.sluice.kernel.message.Header;
import dev.sluice.kernel.message.Message;
import java.time.Instant;
import java.util.List;

/**
 * A request on its way through the kernel.
 *
 * @param identities the way back to the client
 * @param received when the kernel read it, by the kernel's clock
 */
record Request(Channel channel, List<byte[]> identities, Message message, Instant received) {

    private static final String SUFFIX = "_request";

    Header header() {
        return message.header();
    }

    String type() {
        return message.header().type();
    }

    JsonNode content() {
        return message.content();
    }

    /** Says whether a client waits for a reply. */
    boolean expectsReply() {
        return type().endsWith(SUFFIX);
    }

    String replyType() {
        return type().substring(0, type().length() - SUFFIX.length()) + "_reply";
    }
}
