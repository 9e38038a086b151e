package dev.sluice.pool.identity.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the endpoints see it.
 *
 * @param method GET or POST
 * @param path path of the address, decoded
 * @param identityHeader the header {@code X-IDENTITY-HEADER}, or null
 * @param authorization the header {@code Authorization}, or null
 * @param parameters parameters of the query and of a form in the body, decoded
 */
record Request(
        String method,
        String path,
        @Nullable String identityHeader,
        @Nullable String authorization,
        Map<String, String> parameters) {

    Request {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * Reads {@code a=1&b=2}; of a name that comes twice the last value counts.
     *
     * @throws IllegalArgumentException if a percent code is not one
     */
    static Map<String, String> formFields(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String field : encoded.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + ' ' + path;
    }
}
