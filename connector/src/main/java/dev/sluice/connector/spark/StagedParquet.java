package dev.sluice.connector.spark;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Writes and reads staged rows with Spark's own Parquet writer and reader. Runs in the driver; the rows stay in executors. */
public final class StagedParquet {

    /** Dates and times as the calendar of today counts them, which is how the SQL pool counts. */
    private static final String PROLEPTIC = "CORRECTED";

    /** Options of a reader of staged files: the files of a SQL pool do not say which calendar they use. */
    public static final Map<String, String> READ_OPTIONS =
            Map.of("datetimeRebaseMode", PROLEPTIC, "int96RebaseMode", PROLEPTIC, "mergeSchema", "false");

    /** How files are written that a SQL pool can load. */
    private static final Map<String, String> WRITE_SETTINGS = Map.of(
            // The pool reads neither microseconds nor nanoseconds of INT64.
            "spark.sql.parquet.outputTimestampType", "INT96",
            "spark.sql.parquet.int96RebaseModeInWrite", PROLEPTIC,
            "spark.sql.parquet.datetimeRebaseModeInWrite", PROLEPTIC,
            "spark.sql.parquet.writeLegacyFormat", "false",
            "spark.sql.parquet.compression.codec", "snappy",
            // Overwriting one folder as a whole is all that staging does.
            "spark.sql.sources.partitionOverwriteMode", "STATIC");

    /** Spark's own committers. Those of the session are for its own tables, and need not be on the class path here. */
    private static final Map<String, String> COMMITTERS = Map.of(
            "spark.sql.sources.commitProtocolClass",
                    "org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol",
            "spark.sql.parquet.output.committer.class", "org.apache.parquet.hadoop.ParquetOutputCommitter");

    private StagedParquet() {}

    /**
     * Writes rows into a folder that is not there yet. The settings that the files need are not those of the user's session,
     * and are set in a copy of it.
     */
    public static void write(Dataset<Row> rows, Path folder) {
        SparkSession copy = rows.sparkSession().cloneSession();
        WRITE_SETTINGS.forEach((key, value) -> copy.conf().set(key, value));
        COMMITTERS.forEach((key, value) -> copy.conf().set(key, value));
        Dataset.ofRows(copy, rows.queryExecution().analyzed())
                .write()
                .mode("errorifexists")
                .parquet(folder.toString());
    }

    /**
     * Reads staged rows.
     *
     * @param schema names and types of the staged columns
     */
    public static Dataset<Row> read(SparkSession spark, StructType schema, Path folder) {
        return spark.read().options(READ_OPTIONS).schema(schema).parquet(folder.toString());
    }
}
