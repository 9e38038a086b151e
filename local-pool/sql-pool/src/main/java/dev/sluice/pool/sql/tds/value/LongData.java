package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * TEXTTYPE, NTEXTTYPE and IMAGETYPE, as some clients send long parameters: a length of 32 bits, then the data. A SQL
 * pool has no such columns, so they are read only and stand for the MAX types.
 */
record LongData(SqlType.Kind kind, Charset charset) implements WireType {

    static final int TEXT_CODE = 0x23;
    static final int NTEXT_CODE = 0x63;
    static final int IMAGE_CODE = 0x22;

    private static final int NULL = -1;

    static LongData text(WireReader in) throws ProtocolException {
        in.i32();
        return new LongData(SqlType.Kind.VARCHAR, Collation.read(in));
    }

    static LongData ntext(WireReader in) throws ProtocolException {
        in.i32();
        Collation.read(in);
        return new LongData(SqlType.Kind.NVARCHAR, StandardCharsets.UTF_16LE);
    }

    static LongData image(WireReader in) throws ProtocolException {
        in.i32();
        return new LongData(SqlType.Kind.VARBINARY, Collation.CODE_PAGE);
    }

    @Override
    public SqlType sqlType() {
        return new SqlType(kind, SqlType.MAX, 0, 0);
    }

    @Override
    public @Nullable Object read(WireReader in) throws ProtocolException {
        int length = in.i32();
        if (length == NULL) {
            return null;
        }
        byte[] data = in.bytes(length);
        return kind == SqlType.Kind.VARBINARY ? data : new String(data, charset);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        throw readOnly();
    }

    @Override
    public void write(MessageWriter out, Object value) {
        throw readOnly();
    }

    @Override
    public void writeNull(MessageWriter out) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("The server sends the MAX types");
    }
}
