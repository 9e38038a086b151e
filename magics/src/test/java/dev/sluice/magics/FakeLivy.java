package dev.sluice.magics;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.SessionRequest;
import dev.sluice.livy.SessionState;
import dev.sluice.livy.StatementOutput;
import dev.sluice.livy.StatementState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A Livy server in memory. Its interpreter is a function; a statement ends at the look that the test says. */
public final class FakeLivy implements LivyClient {

    public final List<String> calls = new ArrayList<>();
    public final List<SessionRequest> requests = new ArrayList<>();
    public final List<String> codes = new ArrayList<>();
    public BiFunction<Language, String, StatementOutput> interpreter =
            (language, code) -> new StatementOutput.Ok(Map.of());
    /** Looks at a session before it is idle. */
    public int looksBeforeIdle;
    /** Looks at a statement before it ends. */
    public int looksBeforeEnd;

    public List<String> candidates = List.of("select", "selectExpr");
    public Runnable atLook = () -> {};

    public Runnable atSessionLook = () -> {};
    public @Nullable LivyException failure;
    private final Map<String, SessionState> sessions = new LinkedHashMap<>();
    private @Nullable StatementOutput output;
    private int looks;
    private boolean cancelled;

    /** Makes text the answer to every statement. */
    public FakeLivy says(String text) {
        interpreter = (language, code) -> new StatementOutput.Ok(Map.of("text/plain", text));
        return this;
    }

    /** Makes an error the answer to every statement. */
    public FakeLivy fails(String name, String value, String... traceback) {
        interpreter = (language, code) -> new StatementOutput.Failed(name, value, List.of(traceback));
        return this;
    }

    /** Ends every session, as an idle timeout does. */
    public void expire() {
        sessions.clear();
    }

    @Override
    public String address() {
        return "http://livy:8998";
    }

    @Override
    public LivySession createSession(SessionRequest request) {
        fail();
        requests.add(request);
        String id = String.valueOf(requests.size() - 1);
        sessions.put(id, SessionState.STARTING);
        looks = 0;
        return session(id);
    }

    @Override
    public List<LivySession> sessions() {
        fail();
        return sessions.keySet().stream().map(this::described).toList();
    }

    @Override
    public LivySession session(String id) {
        atSessionLook.run();
        fail();
        if (!sessions.containsKey(id)) {
            throw new LivyException.NotFound("session " + id, "Session '" + id + "' not found");
        }
        if (looks++ >= looksBeforeIdle) {
            sessions.put(id, SessionState.IDLE);
        }
        return described(id);
    }

    private LivySession described(String id) {
        SessionState state = sessions.getOrDefault(id, SessionState.DEAD);
        return new LivySession(id, "name-" + id, "shared", state, "app-" + id, null, List.of());
    }

    @Override
    public void deleteSession(String id) {
        calls.add("delete " + id);
        sessions.remove(id);
    }

    @Override
    public void releaseSession(String id) {
        calls.add("release " + id);
        sessions.remove(id);
    }

    @Override
    public List<String> log(String sessionId, int lines) {
        calls.add("log " + lines);
        return List.of("first line", "second line");
    }

    @Override
    public LivyStatement postStatement(String sessionId, Language language, String code) {
        session(sessionId);
        codes.add(language.kind() + ": " + code);
        output = interpreter.apply(language, code);
        cancelled = false;
        looks = 0;
        return new LivyStatement("0", StatementState.WAITING, 0, null);
    }

    @Override
    public LivyStatement statement(String sessionId, String statementId) {
        atLook.run();
        fail();
        if (cancelled) {
            return new LivyStatement(statementId, StatementState.CANCELLED, 0, null);
        }
        return looks++ < looksBeforeEnd
                ? new LivyStatement(statementId, StatementState.RUNNING, 0.25, null)
                : new LivyStatement(statementId, StatementState.AVAILABLE, 1, output);
    }

    @Override
    public void cancelStatement(String sessionId, String statementId) {
        calls.add("cancel " + statementId);
        cancelled = true;
    }

    @Override
    public List<String> complete(String sessionId, Language language, String code, int cursor, Duration limit) {
        calls.add("complete " + language.kind() + ' ' + code + ' ' + cursor);
        return candidates;
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private void fail() {
        if (failure != null) {
            throw failure;
        }
    }
}
