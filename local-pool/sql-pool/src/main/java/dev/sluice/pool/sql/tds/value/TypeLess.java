package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import org.jspecify.annotations.Nullable;

/** NULLTYPE: a NULL of no type, which has no value on the wire. T-SQL takes such a NULL for an int. */
record TypeLess() implements ByteLengthType {

    static final int CODE = 0x1F;

    @Override
    public SqlType sqlType() {
        return SqlType.of(SqlType.Kind.INT);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        throw new UnwritableValueException("A NULL without a type has no value: " + value);
    }

    @Override
    public void writeNull(MessageWriter out) {
        // Nothing stands for it.
    }

    @Override
    public @Nullable Object read(WireReader in) {
        return null;
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        throw ByteLengthType.invalidLength("NULL", length);
    }
}
