package dev.sluice.pool.sql.tds.token;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;

/** RETURNSTATUS: what a procedure returns, 0 for success (MS-TDS 2.2.7.18). */
public record ReturnStatus(int status) implements Token {

    private static final int TOKEN = 0x79;

    @Override
    public void write(MessageWriter out, TdsVersion version) {
        out.u8(TOKEN).i32(status);
    }
}
