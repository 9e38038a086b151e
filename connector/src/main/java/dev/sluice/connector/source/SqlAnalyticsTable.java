package dev.sluice.connector.source;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.transfer.ReadTransfer;
import dev.sluice.connector.transfer.StagedRead;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
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
    private final @Nullable StructType expected;
    private @Nullable List<PoolColumn> known;

    /**
     * Makes a table.
     *
     * @param expected columns that Spark or the user expects of it, or null if nobody does. Spark gives the frame's columns
     *     before a write, where they mean nothing: so they are looked at when the table is read
     */
    SqlAnalyticsTable(Environment environment, SourceOptions options, @Nullable StructType expected) {
        this.environment = environment;
        this.options = options;
        this.expected = expected;
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
        // Planning runs in the session of the query, whose settings count; the table may have been made in another one.
        return new PoolScanBuilder(Environment.of(SparkSession.active()), options, poolColumns());
    }

    private synchronized List<PoolColumn> poolColumns() {
        List<PoolColumn> found = known;
        if (found == null) {
            found = new ReadTransfer(environment, options.read(), options.access()).columns();
            refuseOther(StagedRead.schema(found));
            known = found;
        }
        return found;
    }

    private void refuseOther(StructType schema) {
        if (expected != null && !shape(expected).equals(shape(schema))) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The data source sqlanalytics takes no schema of yours",
                    "The table or query has " + schema.simpleString() + ", and the schema says "
                            + expected.simpleString(),
                    "Leave out schema(...); choose with the option columns or select, and cast what is read");
        }
    }

    /** Returns names and types. Whether a null may be there, Spark forgets on some of its ways. */
    private static List<String> shape(StructType schema) {
        return Arrays.stream(schema.fields())
                .map(field -> field.name() + " " + field.dataType().catalogString())
                .toList();
    }
}
