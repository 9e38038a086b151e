package dev.sluice.connector.spark;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Shows wall clocks that are staged as UTC as instants of a time zone. Travels to the executors.
 *
 * @param columns which columns are wall clocks
 */
record Shift(List<Boolean> columns, ZoneId zone) implements Serializable {

    Shift {
        columns = List.copyOf(columns);
    }

    /** Returns whether there is nothing to do. */
    boolean isNone() {
        if (zone.normalized().equals(ZoneOffset.UTC)) {
            return true;
        }
        return !columns.contains(true);
    }

    boolean applies(int column) {
        return columns.get(column);
    }

    /** Returns the instant, in microseconds since 1970, at which clocks of the zone show what UTC clocks show at the other. */
    long instant(long wallClock) {
        LocalDateTime clock = LocalDateTime.ofEpochSecond(
                Math.floorDiv(wallClock, 1_000_000L),
                (int) Math.floorMod(wallClock, 1_000_000L) * 1000,
                ZoneOffset.UTC);
        Instant instant = clock.atZone(zone).toInstant();
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }
}
