package dev.sluice.magics;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.SessionKey;
import dev.sluice.livy.SessionRequest;
import dev.sluice.livy.SessionState;
import dev.sluice.livy.StatementOutput;
import dev.sluice.livy.StatementState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** What a cancelled statement has said. */
    public @Nullable StatementOutput cancelledOutput;
    /** Happens once, to the next statement that is posted, after it has arrived. */
    public @Nullable LivyException postFailure;

    /** Whether a session ends where it would be idle. */
    public boolean startsDie;

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
        return session(key(id));
    }

    private static SessionKey key(String id) {
        return new SessionKey(id, "name-" + id, null);
    }

    @Override
    public List<LivySession> sessions() {
        fail();
        return sessions.keySet().stream().map(this::described).toList();
    }

    @Override
    public Optional<LivySession> sessionNamed(String name, Duration limit) {
        fail();
        return sessions.keySet().stream()
                .map(this::described)
                .filter(session -> name.equals(session.name()))
                .findFirst();
    }

    @Override
    public LivySession session(SessionKey session) {
        String id = session.id();
        atSessionLook.run();
        fail();
        if (!sessions.containsKey(id)) {
            throw new LivyException.NotFound("session " + id, "Session '" + id + "' not found");
        }
        if (looks++ >= looksBeforeIdle) {
            sessions.put(id, startsDie ? SessionState.DEAD : SessionState.IDLE);
        }
        return described(id);
    }

    private LivySession described(String id) {
        SessionState state = sessions.getOrDefault(id, SessionState.DEAD);
        return new LivySession(id, "name-" + id, "shared", state, "app-" + id, null, List.of());
    }

    @Override
    public void deleteSession(SessionKey session) {
        calls.add("delete " + session.id());
        sessions.remove(session.id());
    }

    @Override
    public void releaseSession(SessionKey session) {
        calls.add("release " + session.id());
        sessions.remove(session.id());
    }

    @Override
    public List<String> log(SessionKey session, int lines) {
        calls.add("log " + lines);
        return List.of("first line", "second line");
    }

    @Override
    public LivyStatement postStatement(SessionKey session, Language language, String code) {
        LivySession unused = session(session);
        codes.add(language.kind() + ": " + code);
        output = interpreter.apply(language, code);
        cancelled = false;
        looks = 0;
        LivyException lost = postFailure;
        if (lost != null) {
            postFailure = null;
            throw lost;
        }
        return new LivyStatement(String.valueOf(codes.size() - 1), code, StatementState.WAITING, 0, null);
    }

    @Override
    public LivyStatement statement(SessionKey session, String statementId, Duration limit) {
        atLook.run();
        fail();
        int number = Integer.parseInt(statementId);
        if (number >= codes.size() || !sessions.containsKey(session.id())) {
            throw new LivyException.NotFound("statement " + statementId, "Statement not found");
        }
        String code = codes.get(number).replaceFirst("^[a-z]+: ", "");
        if (cancelled) {
            return new LivyStatement(statementId, code, StatementState.CANCELLED, 0, cancelledOutput);
        }
        return looks++ < looksBeforeEnd
                ? new LivyStatement(statementId, code, StatementState.RUNNING, 0.25, null)
                : new LivyStatement(statementId, code, StatementState.AVAILABLE, 1, output);
    }

    @Override
    public void cancelStatement(SessionKey session, String statementId, Duration limit) {
        calls.add("cancel " + statementId);
        cancelled = true;
    }

    @Override
    public List<String> complete(SessionKey session, Language language, String code, int cursor, Duration limit) {
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
