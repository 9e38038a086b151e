package dev.sluice.pool.sql.tds.packet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

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

    /** Says what there is room for beside the limit of a message. Asked on the thread that reads. */
    @FunctionalInterface
    public interface Room {

        /** Takes room for the next packet of the present message; false if there is none. */
        boolean take(int bytes) throws IOException;
    }

    /** Reads the next message, for which there is room if it keeps to the limit. */
    public Message read(int limit) throws IOException {
        return read(limit, bytes -> true);
    }

    /**
     * Reads the next message. One that there is no room for is read to its end all the same, and nothing of it is kept.
     *
     * @param limit bytes of data that the message may have
     * @throws java.io.EOFException if the client closed the connection before the message
     * @throws ProtocolException if what came is no message or a longer one
     */
    public Message read(int limit, Room room) throws IOException {
        PacketHeader header = PacketHeader.read(in);
        int firstStatus = header.status();
        MessageType type = header.type();
        Parts parts = new Parts(limit, room);
        parts.add(header);
        while (!header.has(PacketHeader.END_OF_MESSAGE)) {
            header = PacketHeader.read(in);
            if (header.type() == MessageType.ATTENTION) {
                return new Message(MessageType.ATTENTION, 0, header.status(), new WireReader(new byte[0]), true);
            }
            if (header.type() != type) {
                throw new ProtocolException("A packet of type " + header.type() + " inside a message of type " + type);
            }
            parts.add(header);
        }
        return new Message(type, firstStatus, header.status(), new WireReader(parts.joined()), parts.kept);
    }

    /** The data of a message that is not whole yet, joined once: a buffer that grows would hold it twice on the way. */
    private final class Parts {

        private final Room room;
        private final List<byte[]> parts = new ArrayList<>();
        private int left;
        private int size;
        private boolean kept = true;

        Parts(int limit, Room room) {
            left = limit;
            this.room = room;
        }

        void add(PacketHeader header) throws IOException {
            byte[] data = data(header, left);
            left -= data.length;
            if (kept && !room.take(data.length)) {
                kept = false;
                parts.clear();
                size = 0;
            }
            if (kept) {
                parts.add(data);
                size += data.length;
            }
        }

        byte[] joined() {
            if (parts.size() == 1) {
                return parts.get(0);
            }
            byte[] joined = new byte[size];
            int used = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, joined, used, part.length);
                used += part.length;
            }
            return joined;
        }
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
