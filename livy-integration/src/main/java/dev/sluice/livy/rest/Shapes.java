package dev.sluice.livy.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.SessionState;
import dev.sluice.livy.StatementOutput;
import dev.sluice.livy.StatementState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Livy's JSON shapes. Ids are numbers or text by dialect; unknown fields are left alone. */
final class Shapes {

    private Shapes() {}

    static LivySession session(JsonNode json) {
        return new LivySession(
                json.path("id").asText(),
                text(json.path("name")),
                text(json.path("kind")),
                state(json),
                text(json.path("appId")),
                text(json.path("appInfo").path("sparkUiUrl")),
                lines(json.path("log")));
    }

    /** Fabric calls a session idle while it still makes it: what Livy itself says of it then is beside it. */
    private static SessionState state(JsonNode json) {
        SessionState state = SessionState.parse(json.path("state").asText());
        JsonNode current = json.path("livyInfo").path("currentState");
        if (!state.isReady() || !current.isTextual()) {
            return state;
        }
        SessionState ofLivy = SessionState.parse(current.textValue());
        return ofLivy == SessionState.UNKNOWN ? state : ofLivy;
    }

    static LivyStatement statement(JsonNode json) {
        return new LivyStatement(
                json.path("id").asText(),
                json.path("code").isTextual() ? json.path("code").textValue() : null,
                StatementState.parse(json.path("state").asText()),
                json.path("progress").asDouble(),
                output(json.path("output")));
    }

    /** Returns lines, which Lighter writes as one text. */
    static List<String> lines(JsonNode array) {
        List<String> lines = new ArrayList<>();
        if (array.isTextual()) {
            array.textValue().lines().forEach(lines::add);
        }
        array.forEach(line -> lines.add(line.asText()));
        return lines;
    }

    private static @Nullable StatementOutput output(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, @Nullable Object> content = content(json.path("data"));
        if (json.path("status").asText().equals("error")) {
            return new StatementOutput.Failed(
                    json.path("ename").asText("Error"),
                    json.path("evalue").asText(),
                    lines(json.path("traceback")),
                    content);
        }
        return new StatementOutput.Ok(content);
    }

    private static Map<String, @Nullable Object> content(JsonNode data) {
        return data.isObject()
                ? LivyWire.JSON.convertValue(data, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {})
                : Map.of();
    }

    private static @Nullable String text(JsonNode json) {
        return json.isValueNode() && !json.isNull() && !json.asText().isEmpty() ? json.asText() : null;
    }
}
