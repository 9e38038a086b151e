package dev.sluice.pool.storage.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response of the endpoint.
 *
 * @param status HTTP status
 * @param headers headers beside those that every response has
 * @param body what follows the headers
 */
public record DfsResponse(int status, Map<String, String> headers, ResponseBody body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public DfsResponse {
        headers = Map.copyOf(headers);
    }

    /** Returns a response without a body. */
    public static DfsResponse empty(int status) {
        return new DfsResponse(status, Map.of(), ResponseBody.NONE);
    }

    /** Returns a response whose body is the JSON of a value that Jackson maps. */
    public static DfsResponse json(int status, Object value) {
        try {
            return new DfsResponse(
                    status,
                    Map.of("Content-Type", "application/json;charset=utf-8"),
                    ResponseBody.of(JSON.writeValueAsBytes(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value + " as JSON", e);
        }
    }

    /** Returns the same response with a header more. */
    public DfsResponse with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** Returns the same response with more headers. */
    public DfsResponse with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new DfsResponse(status, all, body);
    }
}
