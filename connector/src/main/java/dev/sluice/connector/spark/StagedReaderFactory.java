package dev.sluice.connector.spark;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/** Spark's Parquet readers, with wall clocks shown in the session's time zone. Made in the driver, used in the executors. */
final class StagedReaderFactory implements PartitionReaderFactory {

    private static final long serialVersionUID = 1L;

    private final PartitionReaderFactory parquet;
    private final Shift shift;

    /** Reachable as long as the driver can run the query; an executor has none. */
    private final transient @Nullable Object keeper;

    StagedReaderFactory(PartitionReaderFactory parquet, Shift shift, Object keeper) {
        this.parquet = parquet;
        this.shift = shift;
        this.keeper = keeper;
    }

    Object keeper() {
        if (keeper == null) {
            throw new IllegalStateException("Only the driver keeps files");
        }
        return keeper;
    }

    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return parquet.supportColumnarReads(partition);
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        PartitionReader<InternalRow> rows = parquet.createReader(partition);
        return shift.isNone() ? rows : new Changed<>(rows, this::shifted);
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        PartitionReader<ColumnarBatch> batches = parquet.createColumnarReader(partition);
        return shift.isNone() ? batches : new Changed<>(batches, this::shifted);
    }

    private InternalRow shifted(InternalRow row) {
        // Spark's row reader gives unsafe rows, which it makes anew or overwrites as a whole.
        UnsafeRow result = (UnsafeRow) row;
        for (int i = 0; i < result.numFields(); i++) {
            if (shift.applies(i) && !result.isNullAt(i)) {
                result.setLong(i, shift.instant(result.getLong(i)));
            }
        }
        return result;
    }

    private ColumnarBatch shifted(ColumnarBatch batch) {
        ColumnVector[] columns = new ColumnVector[batch.numCols()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = shift.applies(i) ? new ShiftedColumn(batch.column(i), shift) : batch.column(i);
        }
        return new ColumnarBatch(columns, batch.numRows());
    }

    /** A reader whose every item is changed. */
    private record Changed<T>(PartitionReader<T> reader, UnaryOperator<T> change) implements PartitionReader<T> {

        @Override
        public boolean next() throws IOException {
            return reader.next();
        }

        @Override
        public T get() {
            return change.apply(reader.get());
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
