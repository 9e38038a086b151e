package dev.sluice.connector.source;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.transfer.WriteTransfer;
import dev.sluice.transfer.SaveMode;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.sources.RelationProvider;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/**
 * Spark's data source {@code sqlanalytics}. It reads by Spark's second API for sources and writes by its first, because the
 * second refuses the modes error and ignore for a table that is in no catalog.
 */
public final class SqlAnalyticsSource
        implements TableProvider, CreatableRelationProvider, RelationProvider, DataSourceRegister {

    /** Spark makes an instance for each load, and asks it for the columns first. */
    private @Nullable SqlAnalyticsTable described;

    @Override
    public String shortName() {
        return "sqlanalytics";
    }

    /** Returns the columns of the table or query, by metadata: no row is moved. */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        SqlAnalyticsTable table =
                new SqlAnalyticsTable(environment(), SourceOptions.of(options.asCaseSensitiveMap()), null);
        described = table;
        return table.schema();
    }

    /** Returns the table: the one whose columns were just asked for, if it is about them, so that they are asked for once. */
    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        SqlAnalyticsTable known = described;
        return known != null && known.schema().equals(schema)
                ? known
                : new SqlAnalyticsTable(environment(), SourceOptions.of(properties), schema);
    }

    /** Says yes, so that Spark asks for no schema before a write: the table need not exist then. */
    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    /** Writes rows. Spark calls it for every mode, because the table of the second API takes no writes. */
    @Override
    public BaseRelation createRelation(
            SQLContext context,
            org.apache.spark.sql.SaveMode mode,
            scala.collection.immutable.Map<String, String> parameters,
            Dataset<Row> rows) {
        SourceOptions options = SourceOptions.of(
                new HashMap<>(JavaConverters.mapAsJavaMapConverter(parameters).asJava()));
        new WriteTransfer(Environment.of(context.sparkSession()), options.write(mode(mode)), options.access())
                .run(rows);
        StructType schema = rows.schema();
        return new BaseRelation() {
            @Override
            public SQLContext sqlContext() {
                return context;
            }

            @Override
            public StructType schema() {
                return schema;
            }
        };
    }

    /**
     * Refuses a table of Spark's own catalog. Reads come by the second API: this method of the first is asked for
     * {@code saveAsTable}, {@code insertInto} and {@code CREATE TABLE ... USING} alone.
     */
    @Override
    public BaseRelation createRelation(SQLContext context, scala.collection.immutable.Map<String, String> parameters) {
        throw SourceOptions.ofSparksCatalog(parameters.getOrElse("path", () -> "a table of Spark's catalog"));
    }

    private static SaveMode mode(org.apache.spark.sql.SaveMode mode) {
        return switch (mode) {
            case Append -> SaveMode.APPEND;
            case Overwrite -> SaveMode.OVERWRITE;
            case ErrorIfExists -> SaveMode.ERROR;
            case Ignore -> SaveMode.IGNORE;
        };
    }

    private static Environment environment() {
        return Environment.of(SparkSession.active());
    }
}
