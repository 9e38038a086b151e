package dev.sluice.kernel.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The form of a message on the wire.
 *
 * <pre>
 * identity*  &lt;IDS|MSG&gt;  signature  header  parent_header  metadata  content  buffer*
 *            delimiter    hex        \__________ JSON, all four signed ________/
 * </pre>
 */
public final class MessageFormat {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);

    /** Frames from the delimiter to the content, both included. */
    private static final int FRAMES = 6;

    private final ObjectMapper json = new ObjectMapper();
    private final Signer signer;
    private final SeenSignatures seen = new SeenSignatures();

    /** Makes the format of a connection with the signer of its key. */
    public MessageFormat(Signer signer) {
        this.signer = signer;
    }

    /** Reads the frames of one message. Nothing of a message is parsed before its signature is checked, and each signature is good for one message. */
    public Incoming decode(List<byte[]> frames) throws InvalidMessageException {
        int delimiter = delimiter(frames);
        if (frames.size() < delimiter + FRAMES) {
            throw new InvalidMessageException("Invalid message: " + (frames.size() - delimiter)
                    + " frames from the delimiter on, at least " + FRAMES + " are needed");
        }
        List<byte[]> parts = frames.subList(delimiter + 2, delimiter + FRAMES);
        if (!signer.verifies(frames.get(delimiter + 1), parts)) {
            throw new InvalidMessageException("Invalid message: its signature is not of this connection's key");
        }
        if (signer.signs() && !seen.add(frames.get(delimiter + 1))) {
            throw new InvalidMessageException("Invalid message: one with its signature has come before");
        }
        JsonNode parent = object("parent_header", parts.get(1));
        Message message = new Message(
                Header.read(object("header", parts.get(0))),
                parent.isEmpty() ? null : Header.read(parent),
                object("metadata", parts.get(2)),
                object("content", parts.get(3)));
        return new Incoming(frames.subList(0, delimiter), message);
    }

    /**
     * Returns the frames of a message.
     *
     * @param prefix what comes before the delimiter: the identities of who is replied to, or the topic of a publication
     */
    public List<byte[]> encode(List<byte[]> prefix, Message message) {
        Header parent = message.parent();
        List<byte[]> parts = List.of(
                bytes(message.header().toJson()),
                bytes(parent == null ? JsonNodeFactory.instance.objectNode() : parent.toJson()),
                bytes(message.metadata()),
                bytes(message.content()));
        List<byte[]> frames = new ArrayList<>(prefix);
        frames.add(DELIMITER);
        frames.add(signer.sign(parts));
        frames.addAll(parts);
        return frames;
    }

    private static int delimiter(List<byte[]> frames) throws InvalidMessageException {
        for (int i = 0; i < frames.size(); i++) {
            if (Arrays.equals(frames.get(i), DELIMITER)) {
                return i;
            }
        }
        throw new InvalidMessageException("Invalid message: no <IDS|MSG> delimiter in " + frames.size() + " frames");
    }

    private JsonNode object(String part, byte[] text) throws InvalidMessageException {
        JsonNode node;
        try {
            node = json.readTree(text);
        } catch (IOException e) {
            throw new InvalidMessageException("Invalid message: its " + part + " is no JSON", e);
        }
        if (!node.isObject()) {
            throw new InvalidMessageException("Invalid message: its " + part + " is no JSON object");
        }
        return node;
    }

    private byte[] bytes(JsonNode node) {
        try {
            return json.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write a message as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
