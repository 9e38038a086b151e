package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * DATETIMNTYPE: days since 1900-01-01 and, in datetime, 1/300 seconds, in smalldatetime (4 bytes), minutes.
 *
 * <p>A tick is read as T-SQL shows it, to the millisecond: .000, .003, .007.
 */
record DateTimeN(int size) implements ByteLengthType {

    static final int CODE = 0x6F;

    private static final LocalDate BASE = LocalDate.of(1900, 1, 1);
    private static final LocalDate FIRST = LocalDate.of(1753, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final LocalDate LAST_SMALL = LocalDate.of(2079, 6, 6);
    private static final long TICKS_OF_DAY = 300L * 86_400;
    private static final int MINUTES_OF_DAY = 24 * 60;

    @Override
    public SqlType sqlType() {
        return SqlType.of(size == 4 ? SqlType.Kind.SMALLDATETIME : SqlType.Kind.DATETIME);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(CODE).u8(size);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        LocalDateTime moment = (LocalDateTime) value;
        if (size == 4) {
            writeSmall(out, moment);
            return;
        }
        // Half a tick up, so that 23:59:59.999 is the next day, as in T-SQL.
        long ticks = (moment.toLocalTime().toNanoOfDay() * 3 / 10 + 500_000) / 1_000_000;
        LocalDate date = moment.toLocalDate().plusDays(ticks / TICKS_OF_DAY);
        requireWithin(date, FIRST, LAST, moment);
        out.u8(8).i32((int) ChronoUnit.DAYS.between(BASE, date)).i32((int) (ticks % TICKS_OF_DAY));
    }

    private static void writeSmall(MessageWriter out, LocalDateTime moment) {
        LocalDateTime rounded = moment.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
        LocalDate date = rounded.toLocalDate();
        requireWithin(date, BASE, LAST_SMALL, moment);
        out.u8(4).u16((int) ChronoUnit.DAYS.between(BASE, date)).u16(rounded.getHour() * 60 + rounded.getMinute());
    }

    private static void requireWithin(LocalDate date, LocalDate first, LocalDate last, LocalDateTime moment) {
        if (date.isBefore(first) || date.isAfter(last)) {
            throw new UnwritableValueException("Invalid datetime: " + moment + ", it has " + first + " to " + last);
        }
    }

    @Override
    public Object read(WireReader in, int length) throws ProtocolException {
        if (length == 4) {
            int days = in.u16();
            int minutes = in.u16();
            if (minutes >= MINUTES_OF_DAY) {
                throw new ProtocolException("Invalid smalldatetime: minute " + minutes);
            }
            return BASE.plusDays(days).atStartOfDay().plusMinutes(minutes);
        }
        if (length != 8 || size != 8) {
            throw ByteLengthType.invalidLength("datetime of " + size + " bytes", length);
        }
        LocalDate date = BASE.plusDays(in.i32());
        long ticks = in.unsigned(4);
        if (date.isBefore(FIRST) || date.isAfter(LAST) || ticks >= TICKS_OF_DAY) {
            throw new ProtocolException("Invalid datetime: " + date + " and " + ticks + " ticks");
        }
        long millis = (ticks * 10 + 1) / 3;
        return LocalDateTime.of(date, LocalTime.MIDNIGHT).plus(millis, ChronoUnit.MILLIS);
    }
}
