package dev.sluice.connector.source;

import dev.sluice.connector.transfer.Environment;
import dev.sluice.connector.transfer.ReadTransfer;
import dev.sluice.connector.transfer.StagedRead;
import dev.sluice.connector.type.PoolColumn;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** A table or query of a SQL pool as Spark reads it. Lives in the driver. Nothing is asked of the pool until it has to be. */
final class SqlAnalyticsTable implements SupportsRead {

    private final Environment environment;
    private final SourceOptions options;
    private @Nullable List<PoolColumn> known;

    SqlAnalyticsTable(Environment environment, SourceOptions options) {
        this.environment = environment;
        this.options = options;
    }

    @Override
    public String name() {
        return "sqlanalytics";
    }

    @SuppressWarnings("deprecation") // Spark has nothing else that every 3.5 calls.
    @Override
    public StructType schema() {
        return StagedRead.schema(poolColumns());
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap unused) {
        return new PoolScanBuilder(environment, options, poolColumns());
    }

    private synchronized List<PoolColumn> poolColumns() {
        List<PoolColumn> found = known;
        if (found == null) {
            found = new ReadTransfer(environment, options.read(), options.access()).columns();
            known = found;
        }
        return found;
    }
}
