package dev.sluice.pool.sql.tds.token;

import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.value.WireTypes;
import java.util.List;

/** COLMETADATA: a result set begins, with these columns (MS-TDS 2.2.7.4). */
public record ColumnMetadata(List<ResultColumn> columns) implements Token {

    private static final int TOKEN = 0x81;
    private static final int NULLABLE = 0x0001;
    /** Whether the column can be updated is not known. */
    private static final int UNKNOWN_UPDATABILITY = 0x0008;

    public ColumnMetadata {
        columns = List.copyOf(columns);
    }

    @Override
    public void write(MessageWriter out, TdsVersion version) {
        out.u8(TOKEN).u16(columns.size());
        for (ResultColumn column : columns) {
            out.i32(0).u16(UNKNOWN_UPDATABILITY | (column.nullable() ? NULLABLE : 0));
            WireTypes.of(column.type(), version).writeInfo(out);
            out.shortText(column.name());
        }
    }
}
