package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.staging.Lease;
import dev.sluice.transfer.SaveMode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All types there and back under the settings of Spark that people use. */
final class SettingsIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final AtomicInteger TABLES = new AtomicInteger();

    private static final String FRAME =
            "SELECT 1 AS k, true AS bo, CAST(-128 AS BYTE) AS ti, CAST(-32768 AS SHORT) AS sm,"
                    + " 2147483647 AS i, -9223372036854775808L AS bg, CAST(-0.05 AS DECIMAL(9,2)) AS d9,"
                    + " CAST('12345678901234567890123456789.123456789' AS DECIMAL(38,9)) AS d38, CAST(1.1 AS FLOAT) AS fl,"
                    + " 1E-300D AS db, to_date('1582-10-10') AS da, CAST('0001-01-01 00:00:00' AS TIMESTAMP_LTZ) AS ts,"
                    + " CAST('2024-02-29 23:59:59.999999' AS TIMESTAMP_LTZ) AS t2,"
                    + " CAST('1582-10-10 01:02:03.000001' AS TIMESTAMP_NTZ) AS tn, ' ğ😀 ' AS st, X'00FF' AS bi,"
                    + " CAST(NULL AS TIMESTAMP_NTZ) AS nn";

    @AfterEach
    void leavesNothing() {
        SparkSession.setActiveSession(POOL.spark());
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.sql.ansi.enabled=true",
                "spark.sql.ansi.enabled=false",
                "spark.sql.timestampType=TIMESTAMP_NTZ",
                "spark.sql.caseSensitive=true",
                "spark.sql.legacy.timeParserPolicy=LEGACY",
                "spark.sql.legacy.timeParserPolicy=CORRECTED",
                "spark.sql.adaptive.enabled=false",
                "spark.sql.codegen.wholeStage=false",
                "spark.sql.parquet.enableVectorizedReader=false",
                "spark.sql.parquet.outputTimestampType=TIMESTAMP_MICROS",
                "spark.sql.parquet.outputTimestampType=TIMESTAMP_MILLIS",
                "spark.sql.parquet.writeLegacyFormat=true",
                "spark.sql.parquet.int96AsTimestamp=false",
                "spark.sql.parquet.int96TimestampConversion=true",
                "spark.sql.parquet.binaryAsString=true",
                "spark.sql.parquet.compression.codec=zstd",
                "spark.sql.parquet.mergeSchema=true",
                "spark.sql.parquet.int96RebaseModeInWrite=LEGACY",
                "spark.sql.parquet.datetimeRebaseModeInWrite=LEGACY",
                "spark.sql.parquet.int96RebaseModeInRead=LEGACY",
                "spark.sql.parquet.datetimeRebaseModeInRead=LEGACY",
                "spark.sql.parquet.output.committer.class=org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter",
                // Committers of other class paths, which pools name in their configuration.
                "spark.sql.parquet.output.committer.class=org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter",
                "spark.sql.sources.commitProtocolClass=org.apache.spark.internal.io.cloud.PathOutputCommitProtocol",
                "spark.sql.sources.outputCommitterClass=org.apache.hadoop.fs.s3a.commit.magic.MagicS3GuardCommitter",
                "mapreduce.outputcommitter.factory.scheme.abfss=org.apache.hadoop.fs.azurebfs.commit.AzureManifestCommitterFactory",
                "mapreduce.outputcommitter.factory.scheme.s3a=org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory",
                "fs.s3a.committer.name=magic",
                "spark.sql.sources.useV1SourceList=",
                "spark.sql.sources.partitionOverwriteMode=DYNAMIC",
                "spark.sql.storeAssignmentPolicy=LEGACY",
                "spark.sql.decimalOperations.allowPrecisionLoss=false",
                "spark.sql.files.ignoreCorruptFiles=true",
                "spark.sql.files.maxRecordsPerFile=1",
                "mapreduce.fileoutputcommitter.algorithm.version=2",
                "parquet.writer.version=PARQUET_2_0",
                "spark.sql.datetime.java8API.enabled=true",
                "spark.sql.legacy.allowNegativeScaleOfDecimal=true",
            })
    void writesAndReadsAllTypes(String setting) {
        SparkSession session = POOL.spark().newSession();
        int equals = setting.indexOf('=');
        session.conf().set(setting.substring(0, equals), setting.substring(equals + 1));
        // As in a notebook, where what words mean is asked of the session of the cell.
        SparkSession.setActiveSession(session);
        String table = "dbo.settings" + TABLES.incrementAndGet();
        Dataset<Row> frame = session.sql(FRAME + " UNION ALL " + FRAME.replace("1 AS k", "2 AS k"));

        assertThat(WriteCell.of(frame, table).receipt().fingerprints()).hasSize(17);
        assertThat(WriteCell.of(frame, table).mode(SaveMode.OVERWRITE).receipt().warnings())
                .isEmpty();

        assertThat(POOL.query(
                        "SELECT k, bo, ti, sm, i, bg, d9, d38, fl, db, CONVERT(varchar(10), da, 23), CONVERT(varchar(27), ts, 121),"
                                + " CONVERT(varchar(27), t2, 121), CONVERT(varchar(27), tn, 121), st, bi, nn FROM "
                                + table
                                + " ORDER BY k"))
                .containsExactly(expected(1), expected(2));
        assertThat(shown(session.read()
                        .format("sqlanalytics")
                        .option("verify", "checksum")
                        .load(table)))
                .isEqualTo(shown(frame));
    }

    private static String expected(int key) {
        return key
                + "|1|-128|-32768|2147483647|-9223372036854775808|-0.05|12345678901234567890123456789.123456789|1.1|1.0E-300"
                + "|1582-10-10|0001-01-01 00:00:00.0000000|2024-02-29 23:59:59.9999990|1582-10-10 01:02:03.0000010| ğ😀 "
                + "|00FF|null";
    }

    private static List<String> shown(Dataset<Row> frame) {
        return frame
                .orderBy("k")
                .selectExpr(
                        "k",
                        "bo",
                        "ti",
                        "sm",
                        "i",
                        "bg",
                        "cast(d9 as string)",
                        "cast(d38 as string)",
                        "fl",
                        "db",
                        "cast(da as string)",
                        "cast(ts as string)",
                        "cast(t2 as string)",
                        "cast(tn as string)",
                        "st",
                        "hex(bi)",
                        "cast(nn as string)")
                .collectAsList()
                .stream()
                .map(Row::mkString)
                .toList();
    }
}
