package dev.sluice.connector.transfer;

import static org.apache.spark.sql.functions.col;

import dev.sluice.connector.spark.StagedParquet;
import dev.sluice.connector.staging.Lease;
import dev.sluice.connector.type.Export;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.WallClock;
import java.time.ZoneId;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that the SQL pool has exported, ready for Spark to read.
 *
 * @param folder folder of the Parquet files
 * @param columns the pool's columns, in the order of the files
 * @param lease keeps the files until it is closed
 * @param rows number of rows
 */
public record StagedRead(Path folder, List<PoolColumn> columns, Lease lease, long rows) {

    public StagedRead {
        columns = List.copyOf(columns);
    }

    /** Returns the schema of the files, which is that of the frame too. */
    public StructType schema() {
        return schema(columns);
    }

    /**
     * Returns the schema of a frame with the pool's columns. All of them take null, as those of Spark's own files and JDBC
     * tables do: a frame outlives a definition, and Spark reads a null as 0 where it was told that there is none.
     */
    public static StructType schema(List<PoolColumn> columns) {
        return DataTypes.createStructType(columns.stream()
                .map(column -> DataTypes.createStructField(column.name(), Export.sparkType(column.type()), true))
                .toArray(StructField[]::new));
    }

    /** Returns the rows as they are in the files: wall clocks as UTC. */
    static Dataset<Row> staged(SparkSession spark, List<PoolColumn> columns, Path folder) {
        return StagedParquet.read(spark, schema(columns), folder);
    }

    /** Returns the rows as the user sees them: wall clocks in the session's time zone. */
    Dataset<Row> frame(SparkSession spark, ZoneId zone) {
        return staged(spark, columns, folder)
                .select(columns.stream().map(column -> shown(column, zone)).toArray(Column[]::new));
    }

    private static Column shown(PoolColumn column, ZoneId zone) {
        Column staged = col('`' + column.name().replace("`", "``") + '`');
        return Export.isWallClock(column.type())
                ? WallClock.fromStaged(staged, zone).as(column.name())
                : staged;
    }
}
