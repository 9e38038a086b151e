package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.time.LocalDate;

/** DATENTYPE. */
record DateN() implements ByteLengthType {

    static final int CODE = 0x28;

    @Override
    public SqlType sqlType() {
        return SqlType.of(SqlType.Kind.DATE);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        out.u8(Temporal.DATE_BYTES);
        Temporal.writeDate(out, (LocalDate) value);
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        if (length != Temporal.DATE_BYTES) {
            throw ByteLengthType.invalidLength("date", length);
        }
        return Temporal.readDate(in);
    }
}
