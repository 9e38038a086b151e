package dev.sluice.pool.sql.tds.token;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.value.Collation;

/**
 * ENVCHANGE: something that client and server both know is another thing now (MS-TDS 2.2.7.9).
 *
 * @param type the table of that section
 * @param after the new value with its length
 * @param before the old value with its length
 */
public record EnvironmentChange(int type, WireValue after, WireValue before) implements Token {

    private static final int TOKEN = 0xE3;
    private static final int DATABASE = 1;
    private static final int LANGUAGE = 2;
    private static final int PACKET_SIZE = 4;
    private static final int COLLATION = 7;
    private static final int BEGIN = 8;
    private static final int COMMIT = 9;
    private static final int ROLLBACK = 10;
    private static final int RESET = 18;

    private static final WireValue NOTHING = out -> out.u8(0);

    /** A value after its length. */
    @FunctionalInterface
    public interface WireValue {
        /** Writes it. */
        void write(MessageWriter out);
    }

    public EnvironmentChange {
        requireNonNull(after, "after");
        requireNonNull(before, "before");
    }

    /** The current database has changed. */
    public static EnvironmentChange database(String after, String before) {
        return new EnvironmentChange(DATABASE, text(after), text(before));
    }

    /** The language of messages. */
    public static EnvironmentChange language(String language) {
        return new EnvironmentChange(LANGUAGE, text(language), NOTHING);
    }

    /** The size of packets, after this answer. */
    public static EnvironmentChange packetSize(int after, int before) {
        return new EnvironmentChange(PACKET_SIZE, text(Integer.toString(after)), text(Integer.toString(before)));
    }

    /** The collation of the server. */
    public static EnvironmentChange collation() {
        byte[] collation = Collation.server();
        return new EnvironmentChange(COLLATION, out -> out.u8(collation.length).bytes(collation), NOTHING);
    }

    /** A transaction has begun. */
    public static EnvironmentChange begun(long transaction) {
        return new EnvironmentChange(BEGIN, descriptor(transaction), NOTHING);
    }

    /** A transaction was committed. */
    public static EnvironmentChange committed(long transaction) {
        return new EnvironmentChange(COMMIT, NOTHING, descriptor(transaction));
    }

    /** A transaction was rolled back. */
    public static EnvironmentChange rolledBack(long transaction) {
        return new EnvironmentChange(ROLLBACK, NOTHING, descriptor(transaction));
    }

    /** The session is as new, as the client asked. */
    public static EnvironmentChange reset() {
        return new EnvironmentChange(RESET, NOTHING, NOTHING);
    }

    private static WireValue text(String value) {
        return out -> out.shortText(value);
    }

    private static WireValue descriptor(long transaction) {
        return out -> out.u8(Long.BYTES).i64(transaction);
    }

    @Override
    public void write(MessageWriter out, TdsVersion version) {
        out.u8(TOKEN);
        int length = out.mark();
        out.u16(0).u8(type);
        after.write(out);
        before.write(out);
        out.lengthAt(length);
    }
}
