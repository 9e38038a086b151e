package dev.sluice.pool.sql.tds.packet;

import java.io.IOException;

/** The client does not keep to the protocol. The connection ends, for nothing that follows could be understood. */
public final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1;

    public ProtocolException(String message) {
        super(message);
    }
}
