package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** DATETIMEOFFSETNTYPE: time and date in UTC, then the offset in minutes. */
record DateTimeOffsetN(int scale) implements ByteLengthType {

    static final int CODE = 0x2B;

    private static final int OFFSET_BYTES = 2;
    private static final int MAX_OFFSET_MINUTES = 14 * 60;

    @Override
    public SqlType sqlType() {
        return new SqlType(SqlType.Kind.DATETIMEOFFSET, 0, 0, scale);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(scale);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        OffsetDateTime moment = (OffsetDateTime) value;
        LocalDateTime utc = moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        out.u8(Temporal.timeBytes(scale) + Temporal.DATE_BYTES + OFFSET_BYTES);
        Temporal.writeTime(out, utc.toLocalTime(), scale);
        Temporal.writeDate(out, utc.toLocalDate());
        out.u16(moment.getOffset().getTotalSeconds() / 60);
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        int timeBytes = Temporal.timeBytes(scale);
        if (length != timeBytes + Temporal.DATE_BYTES + OFFSET_BYTES) {
            throw ByteLengthType.invalidLength("datetimeoffset(" + scale + ")", length);
        }
        LocalTime time = Temporal.readTime(in, scale, timeBytes);
        LocalDateTime utc = LocalDateTime.of(Temporal.readDate(in), time);
        int minutes = (short) in.u16();
        if (Math.abs(minutes) > MAX_OFFSET_MINUTES) {
            throw new ProtocolException("Invalid datetimeoffset: " + minutes + " minutes from UTC");
        }
        return utc.atOffset(ZoneOffset.UTC).withOffsetSameInstant(ZoneOffset.ofTotalSeconds(minutes * 60));
    }
}
