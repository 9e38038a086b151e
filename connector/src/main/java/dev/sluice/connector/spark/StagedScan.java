package dev.sluice.connector.spark;

import java.lang.ref.Cleaner;
import java.time.ZoneId;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.v2.parquet.ParquetTable;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;
import scala.collection.JavaConverters;

/** Spark's own Parquet scan over staged files. Lives in the driver. */
public final class StagedScan {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Batch parquet;
    private final PartitionReaderFactory factory;

    private StagedScan(Batch parquet, PartitionReaderFactory factory) {
        this.parquet = parquet;
        this.factory = factory;
    }

    /**
     * Makes a scan.
     *
     * @param wallClocks which columns are wall clocks, staged as UTC, to be shown in the zone
     * @param files what keeps the files; closed when nothing in the driver reads them any more
     */
    public static StagedScan of(
            SparkSession spark,
            Path folder,
            StructType schema,
            List<Boolean> wallClocks,
            ZoneId zone,
            AutoCloseable files) {
        CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(StagedParquet.READ_OPTIONS);
        ParquetTable table = new ParquetTable(
                "staged",
                spark,
                options,
                JavaConverters.asScalaBufferConverter(List.of(folder.toString()))
                        .asScala()
                        .toSeq(),
                Option.apply(schema),
                ParquetFileFormat.class);
        Batch parquet = table.newScanBuilder(options).build().toBatch();
        StagedReaderFactory factory =
                new StagedReaderFactory(parquet.createReaderFactory(), new Shift(wallClocks, zone), new Object());
        // The RDD of a query holds its factory: as long as it can run, the files stay.
        CLEANER.register(factory.keeper(), () -> close(files));
        return new StagedScan(parquet, factory);
    }

    /** Returns whether Spark reads such rows in columns. The same rule as that of its Parquet reader. */
    public static boolean isColumnar(SparkSession spark, StructType schema) {
        var conf = spark.sessionState().conf();
        return conf.parquetVectorizedReaderEnabled()
                && conf.wholeStageEnabled()
                && !WholeStageCodegenExec.isTooManyFields(conf, schema);
    }

    /** Returns the splits of the staged files. */
    public InputPartition[] partitions() {
        return parquet.planInputPartitions();
    }

    /** Returns what reads a split in an executor. */
    public PartitionReaderFactory readerFactory() {
        return factory;
    }

    private static void close(AutoCloseable files) {
        try {
            files.close();
        } catch (Exception e) {
            // A cleaner has nobody to tell. What is left stands in the ledger.
            throw new IllegalStateException("Cannot delete staged files", e);
        }
    }
}
