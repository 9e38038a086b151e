package dev.sluice.pool.sql.tds.packet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes messages. Fields gather in a buffer; {@link #emit} sends what fills packets, {@link #finish} the rest.
 *
 * <p>All numbers are little-endian, text is UTF-16LE. What was written since a {@link #mark} can be taken back as long as
 * nothing was emitted, so that a value that cannot be written spoils no message.
 */
public final class MessageWriter {

    /** Packet size until client and server agree on another (MS-TDS 2.2.6.4). */
    public static final int INITIAL_PACKET_SIZE = 4096;

    /** Buffered bytes from which on sending is worth it: few system calls, and a bounded buffer. */
    private static final int WORTH_SENDING = 32 * 1024;

    private final OutputStream out;
    private final int process;
    private byte[] buffer = new byte[8 * 1024];
    private byte[] packets = new byte[8 * 1024];
    private int size;
    private int packetSize = INITIAL_PACKET_SIZE;
    private int packetNumber = 1;

    /**
     * Makes a writer.
     *
     * @param process the number that every header names as the server's process
     */
    public MessageWriter(OutputStream out, int process) {
        this.out = requireNonNull(out, "out");
        this.process = process;
    }

    /** Sets the size of the packets that follow, headers included. */
    public void packetSize(int bytes) {
        packetSize = bytes;
    }

    /** Returns the place to which {@link #rollBack} goes. */
    public int mark() {
        return size;
    }

    /** Takes back what was written since the mark. */
    public void rollBack(int mark) {
        size = mark;
    }

    public MessageWriter u8(int value) {
        room(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public MessageWriter u16(int value) {
        return number(value, 2);
    }

    public MessageWriter u16BigEndian(int value) {
        return u8(value >> 8).u8(value);
    }

    public MessageWriter i32(int value) {
        return number(value, 4);
    }

    public MessageWriter i64(long value) {
        return number(value, 8);
    }

    /** Writes the low bytes of a number. */
    public MessageWriter number(long value, int length) {
        room(length);
        long rest = value;
        for (int i = 0; i < length; i++) {
            buffer[size++] = (byte) rest;
            rest >>= 8;
        }
        return this;
    }

    public MessageWriter bytes(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    /** Writes text without its length. */
    public MessageWriter text(String value) {
        int length = value.length();
        room(Math.multiplyExact(length, 2));
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            buffer[size++] = (byte) c;
            buffer[size++] = (byte) (c >> 8);
        }
        return this;
    }

    /** Writes text after its length in one byte (B_VARCHAR); what is over 255 characters is left out. */
    public MessageWriter shortText(String value) {
        String kept = value.length() > 255 ? value.substring(0, 255) : value;
        return u8(kept.length()).text(kept);
    }

    /** Writes text after its length in two bytes (US_VARCHAR); what is over 32767 characters is left out. */
    public MessageWriter longText(String value) {
        String kept = value.length() > 32767 ? value.substring(0, 32767) : value;
        return u16(kept.length()).text(kept);
    }

    /** Sets the 16 bits at a place to the number of bytes that follow them. */
    public void lengthAt(int place) {
        int length = size - place - 2;
        buffer[place] = (byte) length;
        buffer[place + 1] = (byte) (length >> 8);
    }

    /** Sends full packets if enough is buffered; blocks while the client is slow. */
    public void emit() throws IOException {
        if (size >= WORTH_SENDING) {
            send(MessageType.RESPONSE, 0);
        }
    }

    /** Ends the message and sends what is left of it. */
    public void finish() throws IOException {
        finish(MessageType.RESPONSE);
    }

    /** Ends a message of another type than an answer's. */
    public void finish(MessageType type) throws IOException {
        send(type, PacketHeader.END_OF_MESSAGE);
        packetNumber = 1;
        out.flush();
    }

    private void send(MessageType type, int lastStatus) throws IOException {
        boolean whole = lastStatus != 0;
        int room = packetSize - PacketHeader.LENGTH;
        int sent = 0;
        int used = 0;
        // Without the end of the message a byte stays behind: the packet that ends it must not be empty.
        while (whole ? sent < size || used == 0 : size - sent > room) {
            int length = Math.min(room, size - sent);
            boolean last = whole && sent + length == size;
            packets = atLeast(packets, used, used + PacketHeader.LENGTH + length);
            header(used, type, last ? lastStatus : 0, length);
            System.arraycopy(buffer, sent, packets, used + PacketHeader.LENGTH, length);
            used += PacketHeader.LENGTH + length;
            sent += length;
        }
        System.arraycopy(buffer, sent, buffer, 0, size - sent);
        size -= sent;
        out.write(packets, 0, used);
    }

    private void header(int at, MessageType type, int status, int length) {
        int whole = length + PacketHeader.LENGTH;
        packets[at] = (byte) type.code();
        packets[at + 1] = (byte) status;
        packets[at + 2] = (byte) (whole >> 8);
        packets[at + 3] = (byte) whole;
        packets[at + 4] = (byte) (process >> 8);
        packets[at + 5] = (byte) process;
        packets[at + 6] = (byte) packetNumber++;
        packets[at + 7] = 0;
    }

    private void room(int length) {
        buffer = atLeast(buffer, size, Math.addExact(size, length));
    }

    private static byte[] atLeast(byte[] array, int used, int wanted) {
        if (wanted <= array.length) {
            return array;
        }
        byte[] grown = new byte[Math.max(wanted, (int) Math.min(array.length * 2L, Integer.MAX_VALUE - 8))];
        System.arraycopy(array, 0, grown, 0, used);
        return grown;
    }
}
