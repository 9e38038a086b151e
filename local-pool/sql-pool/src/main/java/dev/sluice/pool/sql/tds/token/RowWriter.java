package dev.sluice.pool.sql.tds.token;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.value.UnwritableValueException;
import dev.sluice.pool.sql.tds.value.WireType;
import dev.sluice.pool.sql.tds.value.WireTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one result set as ROW or, where nulls are many, NBCROW (MS-TDS 2.2.7.15, 2.2.7.20). It is no token
 * of its own because a result has too many rows for an object each.
 */
public final class RowWriter {

    private static final int ROW = 0xD1;
    private static final int ROW_WITH_NULL_BITMAP = 0xD2;

    private final WireType[] types;
    private final List<ResultColumn> columns;
    private final boolean knowsBitmaps;

    public RowWriter(List<ResultColumn> columns, TdsVersion version) {
        this.columns = List.copyOf(columns);
        types = columns.stream()
                .map(column -> WireTypes.of(column.type(), version))
                .toArray(WireType[]::new);
        knowsBitmaps = version.isAtLeast(TdsVersion.V7_3_B);
    }

    /**
     * Writes a row whole or not at all.
     *
     * @throws UnwritableValueException if a value is not one of its column; nothing is written then
     */
    public void write(MessageWriter out, @Nullable Object[] values) {
        if (values.length != types.length) {
            throw new UnwritableValueException(
                    "A row has " + values.length + " values for " + types.length + " columns");
        }
        int begin = out.mark();
        int bitmap = (types.length + 7) / 8;
        boolean withBitmap = knowsBitmaps && nulls(values) > bitmap;
        out.u8(withBitmap ? ROW_WITH_NULL_BITMAP : ROW);
        if (withBitmap) {
            writeBitmap(out, values, bitmap);
        }
        for (int i = 0; i < types.length; i++) {
            Object value = values[i];
            if (value != null) {
                writeValue(out, begin, i, value);
            } else if (!withBitmap) {
                types[i].writeNull(out);
            }
        }
    }

    private void writeValue(MessageWriter out, int begin, int column, Object value) {
        try {
            types[column].write(out, value);
        } catch (UnwritableValueException | ClassCastException | ArithmeticException e) {
            out.rollBack(begin);
            throw new UnwritableValueException(
                    "Column '" + columns.get(column).name() + "' cannot be sent: " + e.getMessage());
        }
    }

    private static int nulls(@Nullable Object[] values) {
        int nulls = 0;
        for (Object value : values) {
            if (value == null) {
                nulls++;
            }
        }
        return nulls;
    }

    private static void writeBitmap(MessageWriter out, @Nullable Object[] values, int bytes) {
        for (int i = 0; i < bytes; i++) {
            int bits = 0;
            for (int k = 0; k < 8 && i * 8 + k < values.length; k++) {
                if (values[i * 8 + k] == null) {
                    bits |= 1 << k;
                }
            }
            out.u8(bits);
        }
    }
}
