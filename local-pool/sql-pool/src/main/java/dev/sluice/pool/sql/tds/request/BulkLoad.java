package dev.sluice.pool.sql.tds.request;

import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.value.UnsupportedTypeException;
import dev.sluice.pool.sql.tds.value.WireType;
import dev.sluice.pool.sql.tds.value.WireTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a bulk load (MS-TDS 2.2.6.1), laid out as in an answer: COLMETADATA, then ROW or NBCROW, then DONE. They
 * are read one after the other.
 */
public final class BulkLoad {

    private static final int COLUMN_METADATA = 0x81;
    private static final int ROW = 0xD1;
    private static final int ROW_WITH_NULL_BITMAP = 0xD2;
    private static final int DONE = 0xFD;

    private final WireReader in;
    private final List<String> names;
    private final List<WireType> types;

    private BulkLoad(WireReader in, List<String> names, List<WireType> types) {
        this.in = in;
        this.names = names;
        this.types = types;
    }

    /** Reads the columns. */
    public static BulkLoad read(WireReader request) throws ProtocolException, UnsupportedTypeException {
        if (request.u8() != COLUMN_METADATA) {
            throw new ProtocolException("Invalid bulk load: it does not begin with its columns");
        }
        int count = request.u16();
        List<String> names = new ArrayList<>();
        List<WireType> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // User type and flags.
            request.skip(6);
            WireType type = WireTypes.read(request);
            if (!WireTypes.standsInRows(type)) {
                throw new UnsupportedTypeException(
                        "A bulk load of text, ntext or image is not supported: use the MAX" + " types.");
            }
            types.add(type);
            names.add(request.shortText());
        }
        if (names.isEmpty()) {
            throw new ProtocolException("Invalid bulk load: no columns");
        }
        return new BulkLoad(request, List.copyOf(names), List.copyOf(types));
    }

    /** The columns' names. */
    public List<String> columns() {
        return names;
    }

    /**
     * Reads a row into the list, a value for each column, named {@code @b} and a number that goes on from the list.
     *
     * @return false if there are no more rows
     */
    public boolean nextRow(List<SqlParameter> values) throws ProtocolException {
        if (in.remaining() == 0) {
            return false;
        }
        int token = in.u8();
        if (token == DONE) {
            return false;
        }
        if (token != ROW && token != ROW_WITH_NULL_BITMAP) {
            throw new ProtocolException("Invalid bulk load: token " + token + " in place of a row");
        }
        byte[] nulls = token == ROW ? new byte[0] : in.bytes((types.size() + 7) / 8);
        for (int i = 0; i < types.size(); i++) {
            boolean isNull = nulls.length > 0 && (nulls[i / 8] & (1 << (i % 8))) != 0;
            @Nullable Object value = isNull ? null : types.get(i).read(in);
            values.add(new SqlParameter("@b" + values.size(), types.get(i).sqlType(), value));
        }
        return true;
    }
}
