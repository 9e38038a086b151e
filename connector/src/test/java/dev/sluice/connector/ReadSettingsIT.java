package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.staging.Lease;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of every type, read under settings of Spark that people use: the same rows come out. */
final class ReadSettingsIT {

    private static final LocalPool POOL = LocalPool.shared();

    private static final List<String> ROWS = List.of(
            "1|true|255|-32768|-2147483648|-9223372036854775808|9999999.99|922337203685477.5807|214748.3647|0.5|1.0E300"
                    + "|0001-01-01|23:59:59.9999990|0001-01-01 00:00:00|1753-01-01 00:00:00|2079-06-06 23:59:00"
                    + "|2020-06-01 17:30:00|a    |ğ😀|6F9619FF-8B86-D011-B42D-00C04FC964FF|00FF|x.y",
            "2|null|null|null|null|null|null|null|null|null|null|null|null|1582-10-10"
                    + " 01:02:03.5|null|null|null|null|null|null|null|null");

    @BeforeAll
    static void makeTable() {
        POOL.sql(
                "CREATE TABLE dbo.settings (id int NOT NULL, a bit NULL, b tinyint NULL, c smallint NULL, d int NULL,"
                        + " e bigint NULL, f decimal(9,2) NULL, g money NULL, h smallmoney NULL, i real NULL, j float"
                        + " NULL, k date NULL, l time(7) NULL, m datetime2(7) NULL, n datetime NULL, o smalldatetime NULL,"
                        + " p datetimeoffset(7) NULL, q char(5) NULL, r nvarchar(10) NULL, s uniqueidentifier NULL, t"
                        + " varbinary(4) NULL, [U.Ü `x] varchar(5) NULL)",
                "INSERT INTO dbo.settings VALUES (1, 1, 255, -32768, -2147483648, -9223372036854775808, 9999999.99,"
                        + " 922337203685477.5807, 214748.3647, 0.5, 1E300, '0001-01-01', '23:59:59.999999', '0001-01-01',"
                        + " '1753-01-01', '2079-06-06 23:59', '2020-06-01 12:00:00 -05:30', 'a', N'ğ😀',"
                        + " '6F9619FF-8B86-D011-B42D-00C04FC964FF', 0x00FF, 'x.y')",
                "INSERT INTO dbo.settings (id, m) VALUES (2, '1582-10-10 01:02:03.5')");
    }

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    static Stream<Map<String, String>> readTheSameRows() {
        return Stream.of(
                Map.of("spark.sql.ansi.enabled", "false"),
                Map.of("spark.sql.ansi.enabled", "true"),
                Map.of("spark.sql.timestampType", "TIMESTAMP_NTZ"),
                Map.of("spark.sql.caseSensitive", "true"),
                Map.of("spark.sql.legacy.timeParserPolicy", "LEGACY"),
                Map.of("spark.sql.datetime.java8API.enabled", "true"),
                Map.of("spark.sql.adaptive.enabled", "false"),
                Map.of("spark.sql.parquet.enableVectorizedReader", "false"),
                Map.of("spark.sql.codegen.wholeStage", "false"),
                Map.of("spark.sql.sources.useV1SourceList", ""),
                Map.of("spark.sql.parquet.binaryAsString", "true"),
                Map.of("spark.sql.parquet.int96TimestampConversion", "true"),
                Map.of("spark.sql.parquet.mergeSchema", "true"),
                Map.of("spark.sql.parquet.filterPushdown", "false"),
                Map.of("spark.sql.parquet.aggregatePushdown", "true"),
                Map.of(
                        "spark.sql.parquet.datetimeRebaseModeInRead", "LEGACY",
                        "spark.sql.parquet.int96RebaseModeInRead", "LEGACY"),
                Map.of(
                        "spark.sql.parquet.output.committer.class",
                        "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter",
                        "spark.sql.sources.commitProtocolClass",
                        "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol",
                        "mapreduce.outputcommitter.factory.scheme.abfss",
                        "org.apache.hadoop.fs.azurebfs.commit.AzureManifestCommitterFactory"),
                Map.of("spark.sql.files.maxPartitionBytes", "100"),
                Map.of("spark.sql.shuffle.partitions", "7"));
    }

    @ParameterizedTest
    @MethodSource
    void readTheSameRows(Map<String, String> settings) {
        SparkSession session = POOL.spark().newSession();
        settings.forEach((key, value) -> session.conf().set(key, value));

        Dataset<Row> frame = session.read()
                .format("sqlanalytics")
                .option("verify", "checksum")
                .load("dbo.settings");
        Cell.receipt(session, Cell.readTable("dbo.settings", "settings_view", null));

        assertThat(rows(frame)).isEqualTo(ROWS);
        assertThat(rows(session.table("settings_view"))).isEqualTo(ROWS);
        assertThat(frame.where("`U.Ü ``x` = 'x.y' AND f > 1 AND k = date'0001-01-01'")
                        .count())
                .isEqualTo(1);
        assertThat(frame.select("id", "m").where("id = 2").head().get(1)).isNotNull();
    }

    private static List<String> rows(Dataset<Row> frame) {
        String[] casts = Stream.of(frame.columns())
                .map(name -> '`' + name.replace("`", "``") + '`')
                .map(name -> name.equals("`t`") ? "hex(t)" : "cast(" + name + " AS string)")
                .toArray(String[]::new);
        return frame.orderBy("id").selectExpr(casts).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .toList();
    }
}
