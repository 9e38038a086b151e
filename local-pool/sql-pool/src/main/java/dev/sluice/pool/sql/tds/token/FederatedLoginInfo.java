package dev.sluice.pool.sql.tds.token;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.MessageWriter;
import dev.sluice.pool.sql.tds.packet.TdsVersion;
import java.nio.charset.StandardCharsets;

/**
 * FEDAUTHINFO: where the client gets its token and for whom (MS-TDS 2.2.7.12).
 *
 * @param tokenService URL of the token service
 * @param principal the service that the token is for
 */
public record FederatedLoginInfo(String tokenService, String principal) implements Token {

    private static final int TOKEN = 0xEE;
    private static final int TOKEN_SERVICE = 0x01;
    private static final int PRINCIPAL = 0x02;
    /** Count, then twice an id, a length and an offset. */
    private static final int HEAD = 4 + 2 * 9;

    public FederatedLoginInfo {
        requireNonNull(tokenService, "tokenService");
        requireNonNull(principal, "principal");
    }

    @Override
    public void write(MessageWriter out, TdsVersion version) {
        byte[] service = tokenService.getBytes(StandardCharsets.UTF_16LE);
        byte[] name = principal.getBytes(StandardCharsets.UTF_16LE);
        out.u8(TOKEN).i32(HEAD + service.length + name.length).i32(2);
        out.u8(TOKEN_SERVICE).i32(service.length).i32(HEAD);
        out.u8(PRINCIPAL).i32(name.length).i32(HEAD + service.length);
        out.bytes(service).bytes(name);
    }
}
