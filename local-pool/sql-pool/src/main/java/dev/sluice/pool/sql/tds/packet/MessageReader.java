package dev.sluice.pool.sql.tds.packet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins packets to messages.
 *
 * <pre>
 * packet(type, status)* packet(type, status + end of message)     one message
 * packet(type, status)* packet(attention)                         the begun message is dropped, attention is next
 * </pre>
 *
 * <p>Invariant: what is held of a message that is not whole is in proportion to its data, however small its packets are, and each
 * byte belongs to one message.
 *
 * <p>A message ends: it has no more data than its limit, and few packets without any. When it does is up to the client. Before the
 * login a timeout of the connection ends it; after it, who reads is the session's own thread.
 */
public final class MessageReader {

    /** Packets without data that a message may have. Clients send one at most, behind data that fill the packets before it. */
    private static final int MOST_EMPTY_PACKETS = 1000;

    private static final int SMALLEST_CHUNK = 512;
    private static final int LARGEST_CHUNK = 64 * 1024;

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

    /**
     * The data of a message that is not whole yet, joined once: a buffer that grows would hold it twice on the way.
     *
     * <p>A packet of one byte would take thirty as a part of its own. So parts are chunks, each of which is full before there is
     * another one. What the last one has beyond its data is no more than all data before it or 64 KB, whichever is less; of a message
     * that is shorter, 512 bytes.
     */
    private final class Parts {

        private final Room room;
        private final List<byte[]> chunks = new ArrayList<>();

        /** Bytes at the end of the last chunk that wait for data. */
        private int free;

        private int left;
        private int size;
        private int emptyPackets;
        private boolean kept = true;

        Parts(int limit, Room room) {
            left = limit;
            this.room = room;
        }

        void add(PacketHeader header) throws IOException {
            if (header.dataLength() == 0 && ++emptyPackets > MOST_EMPTY_PACKETS) {
                throw new ProtocolException("A message of type " + header.type() + " has more than "
                        + MOST_EMPTY_PACKETS + " packets without data");
            }
            byte[] data = data(header, left);
            left -= data.length;
            if (kept && !room.take(data.length)) {
                kept = false;
                chunks.clear();
                size = 0;
            }
            if (kept) {
                keep(data);
            }
        }

        private void keep(byte[] data) {
            int fitting = Math.min(free, data.length);
            if (fitting > 0) {
                byte[] last = chunks.get(chunks.size() - 1);
                System.arraycopy(data, 0, last, last.length - free, fitting);
                free -= fitting;
            }
            int rest = data.length - fitting;
            if (rest > 0) {
                byte[] chunk = size == 0 ? data : Arrays.copyOfRange(data, fitting, fitting + nextChunk(rest));
                chunks.add(chunk);
                free = chunk.length - rest;
            }
            size += data.length;
        }

        private int nextChunk(int atLeast) {
            return Math.max(atLeast, Math.min(Math.max(size, SMALLEST_CHUNK), LARGEST_CHUNK));
        }

        byte[] joined() {
            if (chunks.size() == 1 && free == 0) {
                return chunks.get(0);
            }
            byte[] joined = new byte[size];
            int used = 0;
            for (byte[] chunk : chunks) {
                int length = Math.min(chunk.length, size - used);
                System.arraycopy(chunk, 0, joined, used, length);
                used += length;
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
