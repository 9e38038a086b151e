package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.HttpDate;
import dev.sluice.pool.storage.lake.Conditions;
import dev.sluice.pool.storage.lake.PathStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers that say, or ask, what a path is like. */
final class PathHeaders {

    private PathHeaders() {}

    /** The headers that follow every change. */
    static Map<String, String> version(PathStatus status) {
        return Map.of("ETag", '"' + status.etag() + '"', "Last-Modified", HttpDate.format(status.modifiedAt()));
    }

    /** The headers that a look at a path answers with. */
    static Map<String, String> system(PathStatus status) {
        Map<String, String> headers = new LinkedHashMap<>(version(status));
        headers.put("x-ms-resource-type", status.kind().resourceType());
        headers.put("x-ms-owner", status.attributes().owner());
        headers.put("x-ms-group", status.attributes().group());
        headers.put("x-ms-permissions", status.attributes().permissions());
        headers.put("Accept-Ranges", "bytes");
        headers.put("x-ms-server-encrypted", "false");
        headers.put("x-ms-lease-status", "unlocked");
        headers.put("x-ms-lease-state", "available");
        return headers;
    }

    static Conditions conditions(DfsRequest request) {
        return new Conditions(etag(request, "if-match"), etag(request, "if-none-match"));
    }

    static Conditions sourceConditions(DfsRequest request) {
        return new Conditions(etag(request, "x-ms-source-if-match"), etag(request, "x-ms-source-if-none-match"));
    }

    private static @Nullable String etag(DfsRequest request, String name) {
        return request.header(name).map(value -> value.replace("\"", "")).orElse(null);
    }
}
