package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A type as the wire has it: a TYPE_INFO once, then any number of values.
 *
 * <p>Values are of the Java class that {@link SqlType.Kind} names. A value of another class is a
 * {@link ClassCastException}, one that the type has no room for an {@link UnwritableValueException}.
 */
public sealed interface WireType
        permits ByteLengthType, FixedLength, Characters, NationalCharacters, Bytes, LongData, DatesAsText {

    /** What the type is in T-SQL. */
    SqlType sqlType();

    /** Writes the TYPE_INFO. */
    void writeInfo(MessageWriter out);

    /** Writes a value with its length. */
    void write(MessageWriter out, Object value);

    /** Writes NULL. */
    void writeNull(MessageWriter out);

    /** Reads a value with its length. */
    @Nullable Object read(WireReader in) throws ProtocolException;
}
