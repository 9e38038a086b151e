package dev.sluice.pool.identity.server;

import java.util.Map;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param content the JSON object of the body
 */
record Reply(int status, Map<String, Object> content) {

    Reply {
        content = Map.copyOf(content);
    }

    static Reply ok(Map<String, Object> content) {
        return new Reply(200, content);
    }

    /** An error in the form of RFC 6749, section 5.2. */
    static Reply error(int status, String error, String description) {
        return new Reply(status, Map.of("error", error, "error_description", description));
    }
}
