package dev.sluice.connector.spark;

import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/** A column of timestamps, shown in another time zone. In an executor. */
final class ShiftedColumn extends ColumnVector {

    private final ColumnVector staged;
    private final Shift shift;

    ShiftedColumn(ColumnVector staged, Shift shift) {
        super(staged.dataType());
        this.staged = staged;
        this.shift = shift;
    }

    @Override
    public void close() {
        staged.close();
    }

    /**
     * Closes it if it is not used again. Spark's reader fills the same columns with batch after batch and says so by this
     * method; what wraps one of them has to say the same.
     */
    @Override
    public void closeIfFreeable() {
        staged.closeIfFreeable();
    }

    @Override
    public boolean hasNull() {
        return staged.hasNull();
    }

    @Override
    public int numNulls() {
        return staged.numNulls();
    }

    @Override
    public boolean isNullAt(int row) {
        return staged.isNullAt(row);
    }

    @Override
    public long getLong(int row) {
        return shift.instant(staged.getLong(row));
    }

    @Override
    public boolean getBoolean(int row) {
        throw noTimestamp();
    }

    @Override
    public byte getByte(int row) {
        throw noTimestamp();
    }

    @Override
    public short getShort(int row) {
        throw noTimestamp();
    }

    @Override
    public int getInt(int row) {
        throw noTimestamp();
    }

    @Override
    public float getFloat(int row) {
        throw noTimestamp();
    }

    @Override
    public double getDouble(int row) {
        throw noTimestamp();
    }

    @Override
    public ColumnarArray getArray(int row) {
        throw noTimestamp();
    }

    @Override
    public ColumnarMap getMap(int ordinal) {
        throw noTimestamp();
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        throw noTimestamp();
    }

    @Override
    public UTF8String getUTF8String(int row) {
        throw noTimestamp();
    }

    @Override
    public byte[] getBinary(int row) {
        throw noTimestamp();
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        throw noTimestamp();
    }

    private static UnsupportedOperationException noTimestamp() {
        return new UnsupportedOperationException("The column is a timestamp: only its microseconds can be read");
    }
}
