package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import java.time.LocalDate;
import java.time.LocalTime;

/** The parts that the date and time types of TDS 7.3 share: days since 0001-01-01, fractions of a second by scale. */
final class Temporal {

    static final int MAX_SCALE = 7;
    static final int DATE_BYTES = 3;

    private static final long DAYS_BEFORE_EPOCH = 719162;
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long NANOS_OF_DAY = 86_400_000_000_000L;

    private Temporal() {}

    static int scale(WireReader in) throws ProtocolException {
        int scale = in.u8();
        if (scale > MAX_SCALE) {
            throw new ProtocolException("Invalid type: a time with " + scale + " fractional digits");
        }
        return scale;
    }

    static int timeBytes(int scale) {
        if (scale <= 2) {
            return 3;
        }
        return scale <= 4 ? 4 : 5;
    }

    /** Writes a time; digits below the scale are cut. */
    static void writeTime(MessageWriter out, LocalTime time, int scale) {
        out.number(time.toNanoOfDay() / nanosPerUnit(scale), timeBytes(scale));
    }

    static LocalTime readTime(WireReader in, int scale, int length) throws ProtocolException {
        long units = in.unsigned(length);
        if (units >= NANOS_OF_DAY / nanosPerUnit(scale)) {
            throw new ProtocolException("Invalid time: " + units + " units of scale " + scale);
        }
        return LocalTime.ofNanoOfDay(units * nanosPerUnit(scale));
    }

    static void writeDate(MessageWriter out, LocalDate date) {
        long days = date.toEpochDay() + DAYS_BEFORE_EPOCH;
        if (days < 0 || date.toEpochDay() > LAST_DAY) {
            throw new UnwritableValueException("Invalid date: " + date + ", T-SQL has 0001-01-01 to 9999-12-31");
        }
        out.number(days, DATE_BYTES);
    }

    static LocalDate readDate(WireReader in) throws ProtocolException {
        long day = in.unsigned(DATE_BYTES) - DAYS_BEFORE_EPOCH;
        if (day > LAST_DAY) {
            throw new ProtocolException("Invalid date: day " + day + " of the epoch");
        }
        return LocalDate.ofEpochDay(day);
    }

    private static long nanosPerUnit(int scale) {
        long nanos = 1_000_000_000L;
        for (int i = 0; i < scale; i++) {
            nanos /= 10;
        }
        return nanos;
    }
}
