package dev.sluice.kernel.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.kernel.channel.Channels;
import dev.sluice.kernel.message.Header;
import dev.sluice.kernel.message.Message;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives messages their headers and sends them. Any thread may use it. */
final class Outlet {

    private final Channels channels;
    private final InstantSource clock;
    private final String session = UUID.randomUUID().toString();

    Outlet(Channels channels, InstantSource clock) {
        this.channels = channels;
        this.clock = clock;
    }

    /** Answers a request. The content says its {@code status}. */
    void reply(Request request, ObjectNode content) {
        reply(request, content, JsonNodeFactory.instance.objectNode());
    }

    void reply(Request request, ObjectNode content, ObjectNode metadata) {
        Message reply = new Message(header(request.replyType()), request.header(), metadata, content);
        channels.reply(request.channel(), request.identities(), reply);
    }

    /** Tells everyone who listens. */
    void publish(@Nullable Header parent, String type, ObjectNode content) {
        channels.publish("kernel." + session + '.' + type, message(parent, type, content));
    }

    /** Tells a new listener that its subscription took effect. */
    void welcome(String topic) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("subscription", topic);
        channels.publish(topic, message(null, "iopub_welcome", content));
    }

    private Message message(@Nullable Header parent, String type, ObjectNode content) {
        return new Message(header(type), parent, JsonNodeFactory.instance.objectNode(), content);
    }

    private Header header(String type) {
        return Header.of(type, session, clock.instant());
    }
}
