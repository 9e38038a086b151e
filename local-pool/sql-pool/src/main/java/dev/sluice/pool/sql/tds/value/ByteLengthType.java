package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A type whose values stand after their length in one byte, where length 0 is NULL (BYTELEN_TYPE). */
public sealed interface ByteLengthType extends WireType
        permits IntN,
                BitN,
                FloatN,
                DecimalN,
                MoneyN,
                DateTimeN,
                DateN,
                TimeN,
                DateTime2N,
                DateTimeOffsetN,
                UniqueIdentifier,
                TypeLess {

    /** Reads a value of this many bytes. */
    Object read(WireReader in, int length) throws ProtocolException;

    @Override
    default @Nullable Object read(WireReader in) throws ProtocolException {
        int length = in.u8();
        return length == 0 ? null : read(in, length);
    }

    @Override
    default void writeNull(MessageWriter out) {
        out.u8(0);
    }

    /** The refusal of a length that values of a type cannot have. */
    static ProtocolException invalidLength(String type, int length) {
        return new ProtocolException(String.format(Locale.ROOT, "Invalid %s: a value of %d bytes", type, length));
    }
}
