package dev.sluice.kernel.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/**
 * Header of a message.
 *
 * @param id unique; a reply and all output name it in their parent header
 * @param session the client's (or the kernel's) run
 * @param date when it was sent, ISO 8601, by the sender's clock
 * @param type for example {@code execute_request}
 * @param version of the protocol that the sender speaks
 */
public record Header(String id, String session, String username, String date, String type, String version) {

    /** Version of the protocol that this kernel speaks. */
    public static final String VERSION = "5.5";

    /** Returns the header of a new message of the kernel. */
    public static Header of(String type, String session, Instant date) {
        return new Header(UUID.randomUUID().toString(), session, "kernel", date.toString(), type, VERSION);
    }

    static Header read(JsonNode json) throws InvalidMessageException {
        return new Header(
                required(json, "msg_id"),
                json.path("session").asText(),
                json.path("username").asText(),
                json.path("date").asText(),
                required(json, "msg_type"),
                json.path("version").asText());
    }

    private static String required(JsonNode json, String field) throws InvalidMessageException {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw new InvalidMessageException("Invalid message header: no " + field);
        }
        return value.asText();
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("msg_id", id)
                .put("session", session)
                .put("username", username)
                .put("date", date)
                .put("msg_type", type)
                .put("version", version);
    }
}
