package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * BIGVARBINTYPE and BIGBINARYTYPE.
 *
 * @param length bytes, or {@link SqlType#MAX}
 */
record Bytes(SqlType.Kind kind, int length) implements WireType {

    static final int VARYING_CODE = 0xA5;
    static final int FIXED_CODE = 0xAD;
    static final int MAX_LENGTH = 8000;

    private static final int NULL = 0xFFFF;

    static Bytes of(SqlType.Kind kind, WireReader in) throws ProtocolException {
        int bytes = in.u16();
        return new Bytes(kind, bytes == PartiallyLengthPrefixed.MAX_LENGTH ? SqlType.MAX : Math.max(1, bytes));
    }

    @Override
    public SqlType sqlType() {
        return new SqlType(kind, length, 0, 0);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(kind == SqlType.Kind.BINARY ? FIXED_CODE : VARYING_CODE);
        out.u16(length == SqlType.MAX ? PartiallyLengthPrefixed.MAX_LENGTH : length);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        byte[] bytes = (byte[]) value;
        if (length == SqlType.MAX) {
            PartiallyLengthPrefixed.write(out, bytes);
            return;
        }
        if (bytes.length > length) {
            throw new UnwritableValueException("Invalid varbinary(" + length + "): " + bytes.length + " bytes");
        }
        out.u16(bytes.length).bytes(bytes);
    }

    @Override
    public void writeNull(MessageWriter out) {
        if (length == SqlType.MAX) {
            PartiallyLengthPrefixed.writeNull(out);
        } else {
            out.u16(NULL);
        }
    }

    @Override
    public byte @Nullable [] read(WireReader in) throws ProtocolException {
        if (length == SqlType.MAX) {
            return PartiallyLengthPrefixed.read(in);
        }
        int bytes = in.u16();
        return bytes == NULL ? null : in.bytes(bytes);
    }
}
