package dev.sluice.connector.spark;

import java.time.ZoneId;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;

/** The time zone of a session. */
public final class SessionZone {

    private SessionZone() {}

    /** Returns the zone that Spark shows timestamps in, by Spark's own reading of its name: it takes {@code +5:30}. */
    public static ZoneId of(SparkSession spark) {
        return DateTimeUtils.getZoneId(spark.sessionState().conf().sessionLocalTimeZone());
    }
}
