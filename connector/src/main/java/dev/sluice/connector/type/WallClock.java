package dev.sluice.connector.type;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_utc_timestamp;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * Moves timestamps between Spark's instants and the SQL pool's wall clocks.
 *
 * <p>The pool takes and gives Parquet timestamps as UTC and keeps no zone. What a user sees in Spark, in the session's time
 * zone, is to be what T-SQL shows: so an instant is staged as the instant at which UTC clocks show the same.
 *
 * <p>Where clocks are put back, two instants have one wall clock; where they are put forward, wall clocks have no instant.
 */
public final class WallClock {

    private static final long DAY = 86_400_000_000L;

    private WallClock() {}

    static boolean isUtc(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC);
    }

    /** Returns whether every wall clock of the zone is one instant. */
    public static boolean isSteady(ZoneId zone) {
        return zone.getRules().isFixedOffset();
    }

    /** Returns what to stage for an instant. */
    public static Column toStaged(Column instant, ZoneId zone) {
        return isUtc(zone) ? instant : from_utc_timestamp(instant, zone.getId());
    }

    /** Returns what to stage for a timestamp without a time zone: it is a wall clock already. */
    public static Column withoutZoneToStaged(Column wallClock) {
        // By the type itself: what the word timestamp means is a setting of the session.
        return concat(wallClock.cast("string"), lit("Z")).cast(DataTypes.TimestampType);
    }

    /** Returns the instant for what is staged. */
    public static Column fromStaged(Column staged, ZoneId zone) {
        return isUtc(zone) ? staged : to_utc_timestamp(staged, zone.getId());
    }

    /**
     * Returns whether clocks of a zone show a staged wall clock at two instants.
     *
     * @param staged name of a staged column
     */
    public static Column isRepeated(String staged, ZoneId zone) {
        return shownBy(staged, zone, "%1$s <> %2$s and %3$s = %5$s and %4$s = %5$s");
    }

    /**
     * Returns whether clocks of a zone never show a staged wall clock.
     *
     * @param staged name of a staged column
     */
    public static Column isSkipped(String staged, ZoneId zone) {
        return shownBy(staged, zone, "%1$s <> %2$s and %3$s <> %5$s and %4$s <> %5$s");
    }

    /**
     * A wall clock is shown at the instants that the offsets of the zone a day before and a day after it lead to, if the
     * clocks show it then. Only where the two differ is there something to look at.
     */
    private static Column shownBy(String staged, ZoneId zone, String condition) {
        if (isSteady(zone)) {
            return lit(false);
        }
        String wall = "unix_micros(" + staged + ")";
        String before = offset(wall + " - " + DAY + "L", zone);
        String after = offset(wall + " + " + DAY + "L", zone);
        return expr(String.format(
                Locale.ROOT,
                condition,
                before,
                after,
                shown(wall + " - " + before, zone),
                shown(wall + " - " + after, zone),
                wall));
    }

    private static String offset(String instant, ZoneId zone) {
        return "(" + shown(instant, zone) + " - (" + instant + "))";
    }

    private static String shown(String instant, ZoneId zone) {
        return "unix_micros(from_utc_timestamp(timestamp_micros(" + instant + "), '" + zone.getId() + "'))";
    }
}
