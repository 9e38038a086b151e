package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * BIGVARCHRTYPE and BIGCHARTYPE: text in the code page of its collation. Characters that it lacks become {@code ?}, as
 * they do in a SQL pool.
 *
 * @param length bytes, or {@link SqlType#MAX}
 */
record Characters(SqlType.Kind kind, int length, Charset charset) implements WireType {

    static final int VARYING_CODE = 0xA7;
    static final int FIXED_CODE = 0xAF;
    static final int MAX_LENGTH = 8000;

    private static final int NULL = 0xFFFF;

    static Characters of(SqlType.Kind kind, WireReader in) throws ProtocolException {
        int bytes = in.u16();
        return new Characters(
                kind,
                bytes == PartiallyLengthPrefixed.MAX_LENGTH ? SqlType.MAX : Math.max(1, bytes),
                Collation.read(in));
    }

    @Override
    public SqlType sqlType() {
        return new SqlType(kind, length, 0, 0);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(kind == SqlType.Kind.CHAR ? FIXED_CODE : VARYING_CODE);
        out.u16(length == SqlType.MAX ? PartiallyLengthPrefixed.MAX_LENGTH : length);
        Collation.write(out);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        byte[] text = ((String) value).getBytes(charset);
        if (length == SqlType.MAX) {
            PartiallyLengthPrefixed.write(out, text);
            return;
        }
        if (text.length > length) {
            throw new UnwritableValueException("Invalid varchar(" + length + "): a text of " + text.length + " bytes");
        }
        out.u16(text.length).bytes(text);
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
    public @Nullable Object read(WireReader in) throws ProtocolException {
        if (length == SqlType.MAX) {
            byte[] text = PartiallyLengthPrefixed.read(in);
            return text == null ? null : new String(text, charset);
        }
        int bytes = in.u16();
        return bytes == NULL ? null : new String(in.bytes(bytes), charset);
    }
}
