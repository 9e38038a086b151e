package dev.sluice.pool.sql.tds.login;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;

/** The message with the token that a client got after FEDAUTHINFO (MS-TDS 2.2.6.3). */
public final class FederatedLoginToken {

    private FederatedLoginToken() {}

    /** Reads the token: a length of all, a length of the token, the token, sometimes a nonce. */
    public static Password read(WireReader message) throws ProtocolException {
        WireReader data = message.next(message.i32());
        return new Password(data.next(data.i32()).restAsText());
    }
}
