package dev.sluice.livy.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.SessionRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Livy's resources over HTTP. */
final class RestLivyClient implements LivyClient {

    /** Synapse refuses more. */
    private static final int PAGE = 20;

    private static final Duration RELEASE = Duration.ofMillis(1500);

    private final LivyWire wire;

    RestLivyClient(LivyWire wire) {
        this.wire = wire;
    }

    @Override
    public String address() {
        return wire.address();
    }

    @Override
    public LivySession createSession(SessionRequest request) {
        ObjectNode body = LivyWire.JSON.createObjectNode();
        body.put("name", request.name());
        Language kind = request.kind();
        if (kind != null) {
            body.put("kind", kind.kind());
        }
        Duration heartbeat = request.heartbeatTimeout();
        if (heartbeat != null) {
            body.put("heartbeatTimeoutInSecond", heartbeat.toSeconds());
        }
        for (Map.Entry<String, Object> property : request.properties().entrySet()) {
            body.set(property.getKey(), LivyWire.JSON.valueToTree(property.getValue()));
        }
        try {
            return session(wire.post("/sessions", body, "the new session"), "a session");
        } catch (LivyException.Refused e) {
            throw e.withAdvice("Check its settings: %info shows them, %%configure changes them.");
        }
    }

    @Override
    public List<LivySession> sessions() {
        List<LivySession> all = new ArrayList<>();
        while (true) {
            JsonNode page = wire.get("/sessions?from=" + all.size() + "&size=" + PAGE, "the list of sessions");
            JsonNode sessions = page.path("sessions");
            if (!sessions.isArray()) {
                throw notLivy("a list of sessions");
            }
            sessions.forEach(session -> all.add(Shapes.session(session)));
            if (sessions.isEmpty() || all.size() >= page.path("total").asInt()) {
                return List.copyOf(all);
            }
        }
    }

    @Override
    public LivySession session(String id) {
        return session(wire.get(path(id), "session " + id), "a session");
    }

    @Override
    public void deleteSession(String id) {
        try {
            wire.delete(path(id), "session " + id);
        } catch (LivyException.NotFound e) {
            // It has ended already, which is what was asked for.
            return;
        }
    }

    @Override
    public void releaseSession(String id) {
        wire.deleteWithin(path(id), RELEASE);
    }

    @Override
    public List<String> log(String sessionId, int lines) {
        try {
            return Shapes.lines(wire.get(path(sessionId) + "/log?size=" + lines, "the log of session " + sessionId)
                    .path("log"));
        } catch (LivyException.NotFound e) {
            // Synapse has no log resource, but sends lines with the session.
            List<String> log = session(sessionId).log();
            return log.subList(Math.max(0, log.size() - lines), log.size());
        }
    }

    @Override
    public LivyStatement postStatement(String sessionId, Language language, String code) {
        ObjectNode body = LivyWire.JSON.createObjectNode().put("code", code).put("kind", language.kind());
        return statement(wire.post(path(sessionId) + "/statements", body, "the statement"));
    }

    @Override
    public LivyStatement statement(String sessionId, String statementId) {
        return statement(wire.get(
                path(sessionId) + "/statements/" + encoded(statementId),
                "statement " + statementId + " of session " + sessionId));
    }

    @Override
    public void cancelStatement(String sessionId, String statementId) {
        // Never /interrupt, which stops the whole session.
        wire.post(
                path(sessionId) + "/statements/" + encoded(statementId) + "/cancel",
                LivyWire.JSON.createObjectNode(),
                "the cancellation of statement " + statementId);
    }

    @Override
    public List<String> complete(String sessionId, Language language, String code, int cursor, Duration limit) {
        ObjectNode body = LivyWire.JSON
                .createObjectNode()
                .put("code", code)
                .put("kind", language.kind())
                .put("cursor", cursor);
        try {
            return Shapes.lines(wire.post(path(sessionId) + "/completion", body, "completion", limit)
                    .path("candidates"));
        } catch (LivyException e) {
            // Completion is a courtesy: many dialects lack it, and a busy session answers late.
            return List.of();
        }
    }

    private LivySession session(JsonNode json, String what) {
        if (!json.hasNonNull("id") || !json.hasNonNull("state")) {
            throw notLivy(what);
        }
        return Shapes.session(json);
    }

    private LivyStatement statement(JsonNode json) {
        if (!json.hasNonNull("id") || !json.hasNonNull("state")) {
            throw notLivy("a statement");
        }
        return Shapes.statement(json);
    }

    private LivyException notLivy(String expected) {
        return new LivyException.NotLivy(address(), "its answer is not " + expected, null);
    }

    private static String path(String sessionId) {
        return "/sessions/" + encoded(sessionId);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
