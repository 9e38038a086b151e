package dev.sluice.connector.transfer;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_utc_timestamp;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;

/**
 * Moves timestamps between Spark's instants and the SQL pool's wall clocks.
 *
 * <p>The pool takes and gives Parquet timestamps as UTC and keeps no zone. What a user sees in Spark, in the session's time
 * zone, is to be what T-SQL shows: so an instant is staged as the instant at which UTC clocks show the same.
 */
final class WallClock {

    private WallClock() {}

    static boolean isUtc(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC);
    }

    /** Returns what to stage for an instant. */
    static Column toStaged(Column instant, ZoneId zone) {
        return isUtc(zone) ? instant : from_utc_timestamp(instant, zone.getId());
    }

    /** Returns what to stage for a timestamp without a time zone: it is a wall clock already. */
    static Column withoutZoneToStaged(Column wallClock) {
        return concat(wallClock.cast("string"), lit("Z")).cast("timestamp");
    }

    /** Returns the instant for what is staged. */
    static Column fromStaged(Column staged, ZoneId zone) {
        return isUtc(zone) ? staged : to_utc_timestamp(staged, zone.getId());
    }
}
