package dev.sluice.pool.sql.tds.packet;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of a message. All numbers are little-endian, text is UTF-16LE. Nothing reads past the end. */
public final class WireReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    public WireReader(byte[] bytes) {
        this(requireNonNull(bytes, "bytes"), 0, bytes.length);
    }

    private WireReader(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    /** Bytes that are left. */
    public int remaining() {
        return end - position;
    }

    /** Returns a reader of the part that begins {@code offset} bytes after this reader's present place. */
    public WireReader part(int offset, int length) throws ProtocolException {
        if (offset < 0 || length < 0 || (long) offset + length > remaining()) {
            throw new ProtocolException(
                    "Invalid request: a field of " + length + " bytes at " + offset + " of " + remaining());
        }
        return new WireReader(bytes, position + offset, position + offset + length);
    }

    /** Returns a reader of the next bytes and goes past them. */
    public WireReader next(int length) throws ProtocolException {
        WireReader part = part(0, length);
        position += length;
        return part;
    }

    /** Unsigned byte. */
    public int u8() throws ProtocolException {
        require(1);
        return bytes[position++] & 0xFF;
    }

    /** The unsigned byte that {@link #u8} reads next. */
    public int peek() throws ProtocolException {
        require(1);
        return bytes[position] & 0xFF;
    }

    /** Unsigned 16 bits. */
    public int u16() throws ProtocolException {
        return (int) unsigned(2);
    }

    /** Unsigned 16 bits, big-endian, as PRELOGIN has them. */
    public int u16BigEndian() throws ProtocolException {
        return (u8() << 8) | u8();
    }

    /** Signed 32 bits. */
    public int i32() throws ProtocolException {
        return (int) unsigned(4);
    }

    /** Signed 64 bits. */
    public long i64() throws ProtocolException {
        return unsigned(8);
    }

    /** Unsigned number of up to 8 bytes. */
    public long unsigned(int length) throws ProtocolException {
        require(length);
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[position + i] & 0xFF);
        }
        position += length;
        return value;
    }

    /** Copies the next bytes out. */
    public byte[] bytes(int length) throws ProtocolException {
        require(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** UTF-16LE text. */
    public String text(int chars) throws ProtocolException {
        if (chars < 0 || chars > remaining() / 2) {
            throw new ProtocolException(
                    "Invalid request: a text of " + chars + " characters, " + remaining() + " bytes are left");
        }
        position += chars * 2;
        return new String(bytes, position - chars * 2, chars * 2, StandardCharsets.UTF_16LE);
    }

    /** Text after its length in one byte (B_VARCHAR). */
    public String shortText() throws ProtocolException {
        return text(u8());
    }

    /** All that is left, as UTF-16LE. */
    public String restAsText() throws ProtocolException {
        if (remaining() % 2 != 0) {
            throw new ProtocolException("Invalid request: a text of " + remaining() + " bytes is not UTF-16");
        }
        return text(remaining() / 2);
    }

    /** Goes past bytes. */
    public void skip(int length) throws ProtocolException {
        require(length);
        position += length;
    }

    private void require(int length) throws ProtocolException {
        if (length < 0 || length > remaining()) {
            throw new ProtocolException(
                    "Invalid request: " + length + " bytes wanted, " + remaining() + " bytes are left");
        }
    }
}
