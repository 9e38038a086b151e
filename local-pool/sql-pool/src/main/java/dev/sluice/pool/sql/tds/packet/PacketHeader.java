package dev.sluice.pool.sql.tds.packet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The eight bytes before each packet's data (MS-TDS 2.2.3.1): type, status, length (big-endian, header included),
 * server process, packet number, window.
 *
 * @param length bytes of the packet, header included
 */
record PacketHeader(MessageType type, int status, int length) {

    static final int LENGTH = 8;

    static final int END_OF_MESSAGE = 0x01;
    static final int IGNORE = 0x02;
    static final int RESET = 0x08;
    static final int RESET_BUT_TRANSACTION = 0x10;

    PacketHeader {
        if (length < LENGTH) {
            throw new IllegalArgumentException("Invalid packet length: " + length);
        }
    }

    /** Reads a header. An end before its first byte is an {@link EOFException}, one within it is malformed input. */
    static PacketHeader read(InputStream in) throws IOException {
        byte[] header = in.readNBytes(LENGTH);
        if (header.length == 0) {
            throw new EOFException("The client closed the connection");
        }
        if (header.length < LENGTH) {
            throw new ProtocolException("The connection ended after " + header.length + " of 8 bytes of a header");
        }
        MessageType type = MessageType.of(header[0] & 0xFF);
        int length = ((header[2] & 0xFF) << 8) | (header[3] & 0xFF);
        if (length < LENGTH) {
            throw new ProtocolException("Invalid packet length: " + length + ", a header alone has 8 bytes");
        }
        return new PacketHeader(type, header[1] & 0xFF, length);
    }

    int dataLength() {
        return length - LENGTH;
    }

    boolean has(int flag) {
        return (status & flag) != 0;
    }
}
