package dev.sluice.pool.identity.service;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;

/**
 * What is left of a request that was answered before its body had come. A connection that is closed while its client sends
 * is reset, and a client that is reset may never read the answer; so some of the body is taken, and no more than that.
 */
public final class RefusedBody {

    /** More than a write of the ABFS driver has unless it is told otherwise, which is 8 MB. */
    private static final long TAKEN_BYTES = 16L << 20;

    private static final int BUFFER_BYTES = 16 * 1024;

    private RefusedBody() {}

    /** Sends what was written of the answer, and then takes some of the body. */
    public static void finish(HttpExchange exchange) throws IOException {
        exchange.getResponseBody().flush();
        InputStream body = exchange.getRequestBody();
        byte[] buffer = new byte[BUFFER_BYTES];
        long taken = 0;
        for (int read = body.read(buffer); read >= 0 && taken < TAKEN_BYTES; read = body.read(buffer)) {
            taken += read;
        }
    }
}
