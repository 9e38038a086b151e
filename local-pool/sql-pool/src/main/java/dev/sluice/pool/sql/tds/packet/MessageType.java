package dev.sluice.pool.sql.tds.packet;

import java.util.Locale;

/** Types of messages (MS-TDS 2.2.3.1.1). */
public enum MessageType {
    SQL_BATCH(0x01),
    /** Login before TDS 7. */
    LEGACY_LOGIN(0x02),
    RPC(0x03),
    RESPONSE(0x04),
    ATTENTION(0x06),
    BULK_LOAD(0x07),
    FEDAUTH_TOKEN(0x08),
    TRANSACTION_MANAGER(0x0E),
    LOGIN7(0x10),
    SSPI(0x11),
    PRELOGIN(0x12);

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    /** The byte that stands for the type in a packet header. */
    public int code() {
        return code;
    }

    static MessageType of(int code) throws ProtocolException {
        for (MessageType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new ProtocolException(String.format(Locale.ROOT, "Unknown message type 0x%02X", code));
    }
}
