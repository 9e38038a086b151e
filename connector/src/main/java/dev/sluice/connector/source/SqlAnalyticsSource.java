package dev.sluice.connector.source;

import dev.sluice.connector.transfer.Environment;
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
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.collection.JavaConverters;

/**
 * Spark's data source {@code sqlanalytics}. It reads by Spark's second API for sources and writes by its first, because the
 * second refuses the modes error and ignore for a table that is in no catalog.
 */
public final class SqlAnalyticsSource implements TableProvider, CreatableRelationProvider, DataSourceRegister {

    @Override
    public String shortName() {
        return "sqlanalytics";
    }

    /** Returns the columns of the table or query, by metadata: no row is moved. */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return new SqlAnalyticsTable(environment(), SourceOptions.of(options.asCaseSensitiveMap())).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new SqlAnalyticsTable(environment(), SourceOptions.of(properties));
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
