package dev.sluice.pool.sql.tds.token;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;

/**
 * FEATUREEXTACK: the features of a LOGIN7 that the server has (MS-TDS 2.2.7.11). Of those that drivers ask for it has
 * login by token alone; a feature that is not acknowledged is off.
 */
public record FeatureAcknowledgement() implements Token {

    private static final int TOKEN = 0xAE;
    private static final int FEDERATED_LOGIN = 0x02;
    private static final int END = 0xFF;

    @Override
    public void write(MessageWriter out, TdsVersion version) {
        out.u8(TOKEN).u8(FEDERATED_LOGIN).i32(0).u8(END);
    }
}
