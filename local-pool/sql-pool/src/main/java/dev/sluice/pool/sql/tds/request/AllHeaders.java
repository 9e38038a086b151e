package dev.sluice.pool.sql.tds.request;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;

/**
 * ALL_HEADERS (MS-TDS 2.2.5.3), which begins every request since TDS 7.2. They tell the transaction and the trace that
 * a request belongs to; a session has one transaction at most, so that nothing in them is needed.
 */
final class AllHeaders {

    private AllHeaders() {}

    /** Goes past the headers. */
    static void skip(WireReader request) throws ProtocolException {
        int total = request.i32();
        if (total < 4) {
            throw new ProtocolException("Invalid request: headers of " + total + " bytes");
        }
        WireReader headers = request.next(total - 4);
        while (headers.remaining() > 0) {
            int length = headers.i32();
            if (length < 6) {
                throw new ProtocolException("Invalid request: a header of " + length + " bytes");
            }
            headers.skip(length - 4);
        }
    }
}
