package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;

/** BITNTYPE. */
record BitN() implements ByteLengthType {

    static final int CODE = 0x68;

    @Override
    public SqlType sqlType() {
        return SqlType.of(SqlType.Kind.BIT);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(1);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        out.u8(1).u8((Boolean) value ? 1 : 0);
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        if (length != 1) {
            throw ByteLengthType.invalidLength("bit", length);
        }
        return in.u8() != 0;
    }
}
