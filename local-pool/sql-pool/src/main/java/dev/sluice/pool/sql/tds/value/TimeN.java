package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.time.LocalTime;

/** TIMENTYPE. */
record TimeN(int scale) implements ByteLengthType {

    static final int CODE = 0x29;

    @Override
    public SqlType sqlType() {
        return new SqlType(SqlType.Kind.TIME, 0, 0, scale);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(scale);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        out.u8(Temporal.timeBytes(scale));
        Temporal.writeTime(out, (LocalTime) value, scale);
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        if (length != Temporal.timeBytes(scale)) {
            throw ByteLengthType.invalidLength("time(" + scale + ")", length);
        }
        return Temporal.readTime(in, scale, length);
    }
}
