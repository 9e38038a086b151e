package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.staging.Lease;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wall clocks in sessions of other time zones, in more rows than a batch of Spark's reader holds. */
final class ReadClocksIT {

    private static final LocalPool POOL = LocalPool.shared();

    /** Two batches of 4096 and a rest. */
    private static final int ROWS = 9000;

    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final List<Map<String, String>> READERS = List.of(
            Map.of(),
            Map.of("spark.sql.parquet.columnarReaderBatchSize", "100"),
            Map.of("spark.sql.columnVector.offheap.enabled", "true"),
            Map.of("spark.sql.parquet.enableVectorizedReader", "false"),
            Map.of("spark.sql.codegen.wholeStage", "false"),
            Map.of("spark.sql.adaptive.enabled", "false"));

    @BeforeAll
    static void makeTable() {
        // Steps of 15 days and 11 hours from the year 1650: local mean times, changes of zones, daylight saving.
        POOL.spark()
                .range(ROWS)
                .selectExpr(
                        "cast(id AS int) AS id",
                        "timestamp'1650-01-01 00:30:00' + make_dt_interval(cast(15 * id AS int), cast(11 * id AS int))"
                                + " AS every",
                        "if(id % 3 = 0, null, timestamp'1883-11-18 12:03:58' + make_dt_interval(cast(id AS int))) AS"
                                + " some",
                        "cast(null AS timestamp) AS none",
                        "if(id % 2 = 0, timestamp'2011-12-30 12:00:00', timestamp'2026-03-29 02:30:00') AS few",
                        "date'1900-01-01' + cast(id AS int) AS day",
                        "concat('t', id) AS word")
                .write()
                .format("sqlanalytics")
                .mode("overwrite")
                .save("dbo.clocks_of_zones");
    }

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/St_Johns",
                "Asia/Kolkata",
                "Pacific/Apia",
                "Africa/Monrovia",
                "+5:30",
                "GMT-3"
            })
    void showWhatTheTableShows(String zone) {
        for (Map<String, String> reader : READERS) {
            SparkSession session = POOL.spark().newSession();
            session.conf().set("spark.sql.session.timeZone", zone);
            reader.forEach((key, value) -> session.conf().set(key, value));

            // Some of them a zone never shows.
            Dataset<Row> read = session.read()
                    .format("sqlanalytics")
                    .option("allowLoss", "true")
                    .load("dbo.clocks_of_zones");
            Dataset<Row> shown = read.orderBy("id")
                    .selectExpr(
                            "id",
                            "cast(every AS string)",
                            "cast(some AS string)",
                            "cast(none AS string)",
                            "cast(few AS string)",
                            "cast(day AS string)",
                            "word");

            assertThat(shown.collectAsList().stream().map(row -> row.mkString("|")))
                    .as("%s %s", zone, reader)
                    .containsExactlyElementsOf(expected(zone));
            assertThat(read.where("none IS NULL AND every IS NOT NULL").count()).isEqualTo(ROWS);
        }
    }

    private static List<String> expected(String zone) {
        ZoneId id = ZoneId.of(zone.equals("+5:30") ? "+05:30" : zone);
        return POOL
                .query("SELECT id, CONVERT(varchar(19), [every], 120), CONVERT(varchar(19), [some], 120), [none],"
                        + " CONVERT(varchar(19), [few], 120), [day], word FROM dbo.clocks_of_zones ORDER BY id")
                .stream()
                .map(row -> {
                    String[] cells = row.split("\\|", -1);
                    for (int i : List.of(1, 2, 4)) {
                        cells[i] = shown(cells[i], id);
                    }
                    return String.join("|", cells);
                })
                .toList();
    }

    /** A clock that the zone has skipped is shown as far ahead as the gap is long. */
    private static String shown(String clock, ZoneId zone) {
        return clock.equals("null")
                ? clock
                : LocalDateTime.parse(clock, SQL).atZone(zone).format(SQL);
    }
}
