package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;

/** A type whose values have neither a length nor NULL (FIXEDLENTYPE), as clients send some parameters. Read only. */
record FixedLength(ByteLengthType type, int length) implements WireType {

    @Override
    public SqlType sqlType() {
        return type.sqlType();
    }

    @Override
    public Object read(WireReader in) throws ProtocolException {
        return type.read(in, length);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        throw readOnly();
    }

    @Override
    public void write(MessageWriter out, Object value) {
        throw readOnly();
    }

    @Override
    public void writeNull(MessageWriter out) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("The server sends the types with a length");
    }
}
