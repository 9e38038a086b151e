package dev.sluice.pool.sql.tds.request;

import static java.util.Objects.requireNonNull;

import dev.sluice.pool.sql.tds.packet.ProtocolException;
import dev.sluice.pool.sql.tds.packet.WireReader;

/** A batch of T-SQL (MS-TDS 2.2.6.7). */
public record SqlBatch(String text) {

    public SqlBatch {
        requireNonNull(text, "text");
    }

    /** Reads a batch. */
    public static SqlBatch read(WireReader request) throws ProtocolException {
        AllHeaders.skip(request);
        return new SqlBatch(request.restAsText());
    }
}
