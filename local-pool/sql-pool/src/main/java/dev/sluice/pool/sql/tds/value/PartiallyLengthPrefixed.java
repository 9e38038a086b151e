package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Values of the MAX types (MS-TDS 2.2.5.2.3): a total length or one of two marks, then chunks up to an empty one.
 *
 * <p>The server always writes the length that it knows: there are clients that cannot do without.
 */
final class PartiallyLengthPrefixed {

    /** What stands in a TYPE_INFO in place of a length. */
    static final int MAX_LENGTH = 0xFFFF;

    private static final long NULL = -1;
    private static final long UNKNOWN_LENGTH = -2;

    private PartiallyLengthPrefixed() {}

    static void writeNull(MessageWriter out) {
        out.i64(NULL);
    }

    static void write(MessageWriter out, byte[] value) {
        out.i64(value.length);
        if (value.length > 0) {
            out.i32(value.length).bytes(value);
        }
        out.i32(0);
    }

    static void writeText(MessageWriter out, String value) {
        int length = Math.multiplyExact(value.length(), 2);
        out.i64(length);
        if (length > 0) {
            out.i32(length).text(value);
        }
        out.i32(0);
    }

    static byte @Nullable [] read(WireReader in) throws ProtocolException {
        long total = in.i64();
        if (total == NULL) {
            return null;
        }
        if (total != UNKNOWN_LENGTH && (total < 0 || total > in.remaining())) {
            throw new ProtocolException("Invalid value: " + total + " bytes, " + in.remaining() + " are left");
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (int length = in.i32(); length != 0; length = in.i32()) {
            value.writeBytes(in.bytes(length));
        }
        if (total != UNKNOWN_LENGTH && total != value.size()) {
            throw new ProtocolException("Invalid value: " + value.size() + " bytes instead of " + total);
        }
        return value.toByteArray();
    }
}
