package dev.sluice.pool.sql.tds.request;

import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;
import dev.sluice.pool.sql.tds.value.UnsupportedTypeException;
import dev.sluice.pool.sql.tds.value.WireType;
import dev.sluice.pool.sql.tds.value.WireTypes;

/**
 * A parameter of a procedure call.
 *
 * @param output whether the client wants a value back
 */
public record RpcParameter(SqlParameter value, boolean output) {

    private static final int BY_REFERENCE = 0x01;
    private static final int ENCRYPTED = 0x08;

    static RpcParameter read(WireReader request) throws ProtocolException, UnsupportedTypeException {
        String name = request.shortText();
        int status = request.u8();
        if ((status & ENCRYPTED) != 0) {
            throw new UnsupportedTypeException(
                    "Parameter '" + name + "' is encrypted, which a dedicated SQL pool does not support.");
        }
        WireType type = WireTypes.read(request);
        SqlParameter value = new SqlParameter(name, type.sqlType(), type.read(request));
        return new RpcParameter(value, (status & BY_REFERENCE) != 0);
    }
}
