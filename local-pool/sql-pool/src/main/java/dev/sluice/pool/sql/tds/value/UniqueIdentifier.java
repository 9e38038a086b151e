package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.util.UUID;

/** GUIDTYPE: the first three groups little-endian, the rest as written. */
record UniqueIdentifier() implements ByteLengthType {

    static final int CODE = 0x24;

    private static final int SIZE = 16;

    @Override
    public SqlType sqlType() {
        return SqlType.of(SqlType.Kind.UNIQUEIDENTIFIER);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(SIZE);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        UUID id = (UUID) value;
        long high = id.getMostSignificantBits();
        out.u8(SIZE).i32((int) (high >> 32)).u16((int) (high >> 16)).u16((int) high);
        out.i64(Long.reverseBytes(id.getLeastSignificantBits()));
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        if (length != SIZE) {
            throw ByteLengthType.invalidLength("uniqueidentifier", length);
        }
        long high = (in.unsigned(4) << 32) | (in.unsigned(2) << 16) | in.unsigned(2);
        return new UUID(high, Long.reverseBytes(in.i64()));
    }
}
