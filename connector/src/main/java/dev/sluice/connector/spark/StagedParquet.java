package dev.sluice.connector.spark;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
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
     * Writes rows into a folder that is not there yet, and computes aggregates of them in the same pass. The settings that
     * the files need are not those of the user's session, and are set in a copy of it.
     *
     * <p>Spark adds up what tasks found when they succeed, and of a task of the last stage only the attempt that succeeds
     * first. Where a committer lets the files of another attempt stand, the two differ.
     *
     * @param columns names of the columns to write, in order; aggregates may be of others too
     * @param name name of the aggregation, as no other one of the session has it
     * @param aggregates makes the aggregates; called in a neutral session
     * @return the aggregates; nothing if Spark does not tell them
     */
    public static Optional<Row> write(
            Dataset<Row> rows, List<String> columns, String name, Supplier<List<Column>> aggregates, Path folder) {
        Dataset<Row> neutral = NeutralSession.of(rows);
        List<Column> all = NeutralSession.within(neutral.sparkSession(), aggregates);
        Dataset<Row> observed = neutral.observe(
                        name, all.get(0), all.subList(1, all.size()).toArray(Column[]::new))
                .select(columns.stream()
                        .map(column -> col('`' + column.replace("`", "``") + '`'))
                        .toArray(Column[]::new));
        SparkSession copy = rows.sparkSession().cloneSession();
        WRITE_SETTINGS.forEach((key, value) -> copy.conf().set(key, value));
        COMMITTERS.forEach((key, value) -> copy.conf().set(key, value));
        try (ObservedMetrics metrics = ObservedMetrics.of(copy, name)) {
            Dataset.ofRows(copy, observed.queryExecution().analyzed())
                    .write()
                    .mode("errorifexists")
                    .parquet(folder.toString());
            return metrics.await();
        }
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
