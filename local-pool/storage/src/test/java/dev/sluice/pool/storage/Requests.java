package dev.sluice.pool.storage;

import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.UriText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Requests for tests, as a client with the account's host name sends them. */
public final class Requests {

    private Requests() {}

    /**
     * Makes a request.
     *
     * @param line method and URI, such as {@code PUT /lake/a?resource=file}
     * @param headers names and values by turns
     */
    public static DfsRequest request(String line, String... headers) {
        return withBody(line, "", headers);
    }

    /** Makes a request with a body. */
    public static DfsRequest withBody(String line, String body, String... headers) {
        int space = line.indexOf(' ');
        String[] uri = line.substring(space + 1).split("\\?", 2);
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> byName = new HashMap<>(Map.of("host", "acct.dfs.core.windows.net"));
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
        }
        return new DfsRequest(
                line.substring(0, space),
                uri[0],
                UriText.decodedQuery(uri.length < 2 ? null : uri[1]),
                byName,
                content.length,
                new ByteArrayInputStream(content));
    }
}
