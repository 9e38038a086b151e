package dev.sluice.pool.sql.tds.token;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;

/** LOGINACK: the login succeeded, and this is the protocol from here on (MS-TDS 2.2.7.14). */
public record LoginAcknowledgement() implements Token {

    private static final int TOKEN = 0xAD;
    private static final int T_SQL = 1;
    private static final String PROGRAM = "Microsoft SQL Server";

    @Override
    public void write(MessageWriter out, TdsVersion version) {
        out.u8(TOKEN);
        int length = out.mark();
        out.u16(0).u8(T_SQL);
        out.u16BigEndian(version.code() >> 16).u16BigEndian(version.code());
        // The version is the one of PRELOGIN.
        out.shortText(PROGRAM).u8(12).u8(0).u16BigEndian(2000);
        out.lengthAt(length);
    }
}
