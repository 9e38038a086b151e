package dev.sluice.pool.sql.tds.token;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import dev.sluice.pool.sql.tds.value.WireTypes;
import dev.sluice.pool.sql.type.SqlType;

/** RETURNVALUE: an output parameter (MS-TDS 2.2.7.19). The handles of prepared statements are the only ones: int. */
public record ReturnValue(String name, int value) implements Token {

    private static final int TOKEN = 0xAC;
    private static final int OUTPUT_PARAMETER = 0x01;

    public ReturnValue {
        requireNonNull(name, "name");
    }

    @Override
    public void write(MessageWriter out, TdsVersion version) {
        // Ordinal, name, kind, user type, flags.
        out.u8(TOKEN).u16(0).shortText(name).u8(OUTPUT_PARAMETER).i32(0).u16(0);
        var type = WireTypes.of(SqlType.of(SqlType.Kind.INT), version);
        type.writeInfo(out);
        type.write(out, value);
    }
}
