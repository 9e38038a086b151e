package dev.sluice.connector.spark;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Copies of a Spark session in which an aggregate over staged files means the same whatever the user has set. */
public final class NeutralSession {

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("spark.sql.ansi.enabled", "false"),
            Map.entry("spark.sql.caseSensitive", "true"),
            Map.entry("spark.sql.decimalOperations.allowPrecisionLoss", "true"),
            Map.entry("spark.sql.files.ignoreCorruptFiles", "false"),
            Map.entry("spark.sql.files.ignoreMissingFiles", "false"),
            Map.entry("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
            Map.entry("spark.sql.parquet.binaryAsString", "false"),
            Map.entry("spark.sql.parquet.int96AsTimestamp", "true"),
            Map.entry("spark.sql.parquet.int96TimestampConversion", "false"),
            Map.entry("spark.sql.session.timeZone", "UTC"),
            Map.entry("spark.sql.timestampType", "TIMESTAMP_LTZ"));

    private NeutralSession() {}

    /** Returns a copy of a session. The user's stays as it is. */
    public static SparkSession of(SparkSession session) {
        SparkSession copy = session.cloneSession();
        SETTINGS.forEach((key, value) -> copy.conf().set(key, value));
        return copy;
    }

    /** Returns the same rows for aggregates that are written in a copy of their session. */
    public static Dataset<Row> of(Dataset<Row> rows) {
        return Dataset.ofRows(of(rows.sparkSession()), rows.queryExecution().analyzed());
    }

    /**
     * Makes columns as a session means them: what a cast does with a value that it cannot take, for one, is settled when it
     * is written.
     */
    public static <T> T within(SparkSession session, Supplier<T> work) {
        Option<SparkSession> active = SparkSession.getActiveSession();
        SparkSession.setActiveSession(session);
        try {
            return work.get();
        } finally {
            if (active.isDefined()) {
                SparkSession.setActiveSession(active.get());
            } else {
                SparkSession.clearActiveSession();
            }
        }
    }
}
