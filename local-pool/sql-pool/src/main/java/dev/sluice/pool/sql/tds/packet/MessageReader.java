package dev.sluice.pool.sql.tds.packet;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Joins packets to messages.
 *
 * <pre>
 * packet(type, status)* packet(type, status + end of message)     one message
 * packet(type, status)* packet(attention)                         the begun message is dropped, attention is next
 * </pre>
 *
 * <p>Invariant: no more than the limit is ever held, and each byte belongs to one message.
 */
public final class MessageReader {

    private final InputStream in;

    public MessageReader(InputStream in) {
        this.in = requireNonNull(in, "in");
    }

    /**
     * Reads the next message.
     *
     * @param limit bytes of data that the message may have
     * @throws java.io.EOFException if the client closed the connection before the message
     * @throws ProtocolException if what came is no message or a longer one
     */
    public Message read(int limit) throws IOException {
        PacketHeader header = PacketHeader.read(in);
        int firstStatus = header.status();
        MessageType type = header.type();
        byte[] data = data(header, limit);
        if (header.has(PacketHeader.END_OF_MESSAGE)) {
            return new Message(type, firstStatus, header.status(), new WireReader(data));
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream(data.length * 4);
        joined.writeBytes(data);
        while (!header.has(PacketHeader.END_OF_MESSAGE)) {
            header = PacketHeader.read(in);
            if (header.type() == MessageType.ATTENTION) {
                return new Message(MessageType.ATTENTION, 0, header.status(), new WireReader(new byte[0]));
            }
            if (header.type() != type) {
                throw new ProtocolException("A packet of type " + header.type() + " inside a message of type " + type);
            }
            joined.writeBytes(data(header, limit - joined.size()));
        }
        return new Message(type, firstStatus, header.status(), new WireReader(joined.toByteArray()));
    }

    private byte[] data(PacketHeader header, int limit) throws IOException {
        if (header.dataLength() > limit) {
            throw new ProtocolException("A message of type " + header.type() + " is longer than this server takes");
        }
        byte[] data = in.readNBytes(header.dataLength());
        if (data.length < header.dataLength()) {
            throw new ProtocolException(
                    "The connection ended after " + data.length + " of " + header.dataLength() + " bytes of a packet");
        }
        return data;
    }
}
