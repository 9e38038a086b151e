package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** DATETIME2NTYPE: the time, then the date. */
record DateTime2N(int scale) implements ByteLengthType {

    static final int CODE = 0x2A;

    @Override
    public SqlType sqlType() {
        return new SqlType(SqlType.Kind.DATETIME2, 0, 0, scale);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(scale);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        LocalDateTime moment = (LocalDateTime) value;
        out.u8(Temporal.timeBytes(scale) + Temporal.DATE_BYTES);
        Temporal.writeTime(out, moment.toLocalTime(), scale);
        Temporal.writeDate(out, moment.toLocalDate());
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        int timeBytes = Temporal.timeBytes(scale);
        if (length != timeBytes + Temporal.DATE_BYTES) {
            throw ByteLengthType.invalidLength("datetime2(" + scale + ")", length);
        }
        LocalTime time = Temporal.readTime(in, scale, timeBytes);
        return LocalDateTime.of(Temporal.readDate(in), time);
    }
}
