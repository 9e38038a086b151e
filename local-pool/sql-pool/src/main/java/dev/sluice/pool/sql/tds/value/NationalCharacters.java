package dev.sluice.pool.sql.tds.value;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.type.SqlType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * NVARCHARTYPE and NCHARTYPE: UTF-16LE.
 *
 * @param length characters, or {@link SqlType#MAX}
 */
record NationalCharacters(SqlType.Kind kind, int length) implements WireType {

    static final int VARYING_CODE = 0xE7;
    static final int FIXED_CODE = 0xEF;
    static final int MAX_LENGTH = 4000;

    private static final int NULL = 0xFFFF;

    static NationalCharacters of(SqlType.Kind kind, WireReader in) throws ProtocolException {
        int bytes = in.u16();
        Collation.read(in);
        return new NationalCharacters(
                kind, bytes == PartiallyLengthPrefixed.MAX_LENGTH ? SqlType.MAX : Math.max(1, bytes / 2));
    }

    @Override
    public SqlType sqlType() {
        return new SqlType(kind, length, 0, 0);
    }

    @Override
    public void writeInfo(MessageWriter out) {
        out.u8(kind == SqlType.Kind.NCHAR ? FIXED_CODE : VARYING_CODE);
        out.u16(length == SqlType.MAX ? PartiallyLengthPrefixed.MAX_LENGTH : length * 2);
        Collation.write(out);
    }

    @Override
    public void write(MessageWriter out, Object value) {
        String text = (String) value;
        if (length == SqlType.MAX) {
            PartiallyLengthPrefixed.writeText(out, text);
            return;
        }
        if (text.length() > length) {
            throw new UnwritableValueException(
                    "Invalid nvarchar(" + length + "): a text of " + text.length() + " characters");
        }
        out.u16(text.length() * 2).text(text);
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
            return text == null ? null : new String(text, StandardCharsets.UTF_16LE);
        }
        int bytes = in.u16();
        return bytes == NULL ? null : in.next(bytes).restAsText();
    }
}
