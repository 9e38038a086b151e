package dev.sluice.pool.sql.tds.prelogin;

import dev.sluice.pool.sql.tds.packet.ProtocolException;

/** The ENCRYPTION option of PRELOGIN (MS-TDS 2.2.6.5). */
public enum Encryption {
    /** Encrypt the login only. */
    OFF,
    /** Encrypt everything. */
    ON,
    /** No TLS at all. */
    NOT_SUPPORTED,
    /** Encrypt everything or fail. */
    REQUIRED,
    /** TDS 8, where everything is encrypted before this is said. */
    STRICT;

    /** Set beside the value if the client has a certificate; this server asks for none. */
    private static final int CLIENT_CERTIFICATE = 0x80;

    static Encryption of(int code) throws ProtocolException {
        return switch (code & ~CLIENT_CERTIFICATE) {
            case 0 -> OFF;
            case 1 -> ON;
            case 2 -> NOT_SUPPORTED;
            case 3 -> REQUIRED;
            case 4 -> STRICT;
            default -> throw new ProtocolException("Invalid PRELOGIN: encryption " + code);
        };
    }

    int code() {
        return switch (this) {
            case OFF -> 0;
            case ON -> 1;
            case NOT_SUPPORTED -> 2;
            case REQUIRED -> 3;
            case STRICT -> 4;
        };
    }

    /** What a server with a certificate answers a client that asks for this. */
    public Encryption answer() {
        return this == REQUIRED || this == STRICT ? ON : this;
    }
}
