package dev.sluice.livy.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.SessionKey;
import dev.sluice.livy.SessionRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Livy's resources over HTTP.
 *
 * <p>A session is addressed by its unique name, which the open-source server takes wherever it takes a number ({@code
 * SessionServlet.doWithSession}, since 0.7): a request can then not hit the session that has the number after a restart. Where
 * names are not taken, the session that has the number is compared before it is asked for anything, and once more before the
 * output of a statement is believed.
 */
final class RestLivyClient implements LivyClient {

    /** Synapse refuses more. */
    private static final int PAGE = 20;

    /** Most sessions that a list is read of: a server has tens of them, and one that goes on for ever is none. */
    static final int MOST_SESSIONS = 2_000;

    private static final Duration RELEASE = Duration.ofMillis(1500);

    private final LivyWire wire;

    /** How this server's sessions are addressed. */
    private volatile Addressing addressing = Addressing.UNKNOWN;

    private enum Addressing {
        UNKNOWN,
        BY_NAME,
        BY_NUMBER
    }

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
            LivySession made = session(wire.post("/sessions", body, "the new session"), "a session");
            // Not every dialect answers the name.
            return made.name() == null ? made.named(request.name()) : made;
        } catch (LivyException.Refused e) {
            throw e.withAdvice("Check its settings: %info shows them, %%configure changes them.");
        }
    }

    @Override
    public List<LivySession> sessions() {
        return sessions(wire.timeout());
    }

    private List<LivySession> sessions(Duration limit) {
        List<LivySession> all = new ArrayList<>();
        while (true) {
            JsonNode page = wire.get("/sessions?from=" + all.size() + "&size=" + PAGE, "the list of sessions", limit);
            JsonNode sessions = page.path("sessions");
            if (!sessions.isArray()) {
                throw notLivy("a list of sessions");
            }
            sessions.forEach(session -> all.add(Shapes.session(session)));
            if (all.size() > MOST_SESSIONS) {
                throw new LivyException.NotLivy(
                        address(), "its list of sessions goes on beyond " + MOST_SESSIONS + " sessions", null);
            }
            if (sessions.isEmpty() || all.size() >= total(page)) {
                return List.copyOf(all);
            }
        }
    }

    /** A number of another kind is none: to make an int of 1e999999999 takes a second. */
    private static int total(JsonNode page) {
        JsonNode total = page.path("total");
        return total.isInt() ? total.intValue() : 0;
    }

    @Override
    public Optional<LivySession> sessionNamed(String name, Duration limit) {
        Optional<LivySession> named = addressing == Addressing.BY_NUMBER
                ? Optional.empty()
                : look(name, limit).filter(session -> name.equals(session.name()));
        if (named.isPresent()) {
            return named;
        }
        return sessions(limit).stream()
                .filter(session -> name.equals(session.name()))
                .findFirst();
    }

    @Override
    public LivySession session(SessionKey session) {
        return session(session, wire.timeout());
    }

    private LivySession session(SessionKey session, Duration limit) {
        if (addressing == Addressing.UNKNOWN && session.name() != null) {
            Optional<LivySession> named = look(session.name(), limit).filter(session::isOf);
            if (named.isPresent()) {
                addressing = Addressing.BY_NAME;
                return named.get();
            }
        }
        String what = "session " + session.id();
        LivySession found = session(wire.get("/sessions/" + encoded(inUse(session)), what, limit), "a session");
        if (!session.isOf(found)) {
            throw new LivyException.NotFound(
                    what,
                    "the server has restarted, and the number is now that of session "
                            + found.key().name());
        }
        if (addressing == Addressing.UNKNOWN) {
            addressing = Addressing.BY_NUMBER;
        }
        return found;
    }

    /** Looks for a session by a name, which a server may not know, or not take for one. */
    private Optional<LivySession> look(String name, Duration limit) {
        try {
            return Optional.of(session(wire.get("/sessions/" + encoded(name), "session " + name, limit), "a session"));
        } catch (LivyException.NotFound | LivyException.Refused e) {
            return Optional.empty();
        } catch (LivyException.Failed e) {
            if (e.status() == 500) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void deleteSession(SessionKey session) {
        try {
            verified(session, wire.timeout(), path -> wire.delete(path, "session " + session.id()));
        } catch (LivyException.NotFound e) {
            // It has ended already, which is what was asked for.
            return;
        }
    }

    @Override
    public void releaseSession(SessionKey session) {
        try {
            verified(session, RELEASE, path -> {
                wire.deleteWithin(path, RELEASE);
                return path;
            });
        } catch (LivyException e) {
            // The server reclaims the session by its heartbeat timeout.
            return;
        }
    }

    @Override
    public List<String> log(SessionKey session, int lines) {
        try {
            return verified(
                    session,
                    wire.timeout(),
                    path -> Shapes.lines(
                            wire.get(path + "/log?size=" + lines, "the log of session " + session.id(), wire.timeout())
                                    .path("log")));
        } catch (LivyException.NotFound e) {
            // Synapse has no log resource, but sends lines with the session.
            List<String> log = session(session).log();
            return log.subList(Math.max(0, log.size() - lines), log.size());
        }
    }

    @Override
    public LivyStatement postStatement(SessionKey session, Language language, String code) {
        ObjectNode body = LivyWire.JSON.createObjectNode().put("code", code).put("kind", language.kind());
        return verified(
                session, wire.timeout(), path -> statement(wire.post(path + "/statements", body, "the statement")));
    }

    @Override
    public LivyStatement statement(SessionKey session, String statementId, Duration limit) {
        if (addressing == Addressing.UNKNOWN) {
            session(session, limit);
        }
        LivyStatement statement = statement(wire.get(
                "/sessions/" + encoded(inUse(session)) + "/statements/" + encoded(statementId),
                "statement " + statementId + " of session " + session.id(),
                limit));
        if (addressing == Addressing.BY_NUMBER && statement.state().isOver()) {
            session(session, limit);
        }
        return statement;
    }

    @Override
    public void cancelStatement(SessionKey session, String statementId, Duration limit) {
        // Never /interrupt, which stops the whole session.
        verified(
                session,
                limit,
                path -> wire.post(
                        path + "/statements/" + encoded(statementId) + "/cancel",
                        LivyWire.JSON.createObjectNode(),
                        "the cancellation of statement " + statementId,
                        limit));
    }

    @Override
    public List<String> complete(SessionKey session, Language language, String code, int cursor, Duration limit) {
        ObjectNode body = LivyWire.JSON
                .createObjectNode()
                .put("code", code)
                .put("kind", language.kind())
                .put("cursor", cursor);
        try {
            return verified(
                    session,
                    limit,
                    path -> Shapes.lines(wire.post(path + "/completion", body, "completion", limit)
                            .path("candidates")));
        } catch (LivyException e) {
            // Completion is a courtesy: many dialects lack it, and a busy session answers late.
            return List.of();
        }
    }

    /** Does something to a session, under an address that no other session has. */
    private <T> T verified(SessionKey session, Duration limit, Function<String, T> work) {
        if (addressing != Addressing.BY_NAME) {
            session(session, limit);
        }
        return work.apply("/sessions/" + encoded(inUse(session)));
    }

    private String inUse(SessionKey session) {
        return addressing == Addressing.BY_NAME ? name(session) : session.id();
    }

    private static String name(SessionKey session) {
        String name = session.name();
        return name == null ? session.id() : name;
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

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
