package dev.sluice.connector.source;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.spark.StagedScan;
import dev.sluice.connector.transfer.Access;
import dev.sluice.connector.transfer.ReadTransfer;
import dev.sluice.connector.transfer.StagedRead;
import dev.sluice.connector.type.Export;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import java.util.List;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a table by one query. Lives in the driver.
 *
 * <p>The pool exports when Spark asks for the partitions to run, once. Another action of the same frame is another scan, with
 * other columns and filters, and exports the table as it is then: two actions tell of two moments, and the description says
 * so. The files are deleted when nothing in the driver can
 * read them any more, and at the end of the application at the latest: a query may be run again from its plan, so its end is
 * not the end of the files.
 */
final class PoolScan implements Scan, Batch {

    private final Environment environment;
    private final TransferRequest.Read request;
    private final Access access;
    private final List<PoolColumn> columns;
    private @Nullable StagedScan staged;

    PoolScan(Environment environment, TransferRequest.Read request, Access access, List<PoolColumn> columns) {
        this.environment = environment;
        this.request = request;
        this.access = access;
        this.columns = List.copyOf(columns);
    }

    @Override
    public StructType readSchema() {
        return StagedRead.schema(columns);
    }

    @Override
    public String description() {
        String from = request.table() == null
                ? "(" + request.source().query() + ")"
                : request.table().toSql();
        return "sqlanalytics " + from
                + " columns=" + columns.stream().map(PoolColumn::name).toList()
                + (request.source().where() == null
                        ? ""
                        : " where=" + request.source().where())
                + (request.source().limit() == null
                        ? ""
                        : " limit=" + request.source().limit())
                + " as of each action: cache() or %%sqlpool read keeps one moment";
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    /** Known before anything is exported, so that explaining a query moves nothing. */
    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return StagedScan.isColumnar(environment.spark(), readSchema())
                ? ColumnarSupportMode.SUPPORTED
                : ColumnarSupportMode.UNSUPPORTED;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return staged().partitions();
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return staged().readerFactory();
    }

    private synchronized StagedScan staged() {
        StagedScan known = staged;
        if (known == null) {
            // Each export is a transfer, also one that Spark tries again.
            TransferRequest.Read export = request.with(TransferId.create(), request.source());
            StagedRead read = new ReadTransfer(environment, export, access).export(columns);
            List<Boolean> wallClocks = columns.stream()
                    .map(column -> Export.isWallClock(column.type()))
                    .toList();
            known = StagedScan.of(
                    environment.spark(), read.folder(), read.schema(), wallClocks, environment.zone(), read.lease());
            staged = known;
        }
        return known;
    }
}
