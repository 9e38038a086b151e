package dev.sluice.livy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** A server that answers what a test says: one answer after the other, the last one again and again. */
public final class ScriptedClient implements LivyClient {

    public final Deque<Supplier<LivySession>> sessionAnswers = new ArrayDeque<>();
    public final Deque<Supplier<LivyStatement>> statementAnswers = new ArrayDeque<>();
    public final List<String> calls = new ArrayList<>();
    public List<String> log = List.of();

    public ScriptedClient session(SessionState state) {
        sessionAnswers.add(() -> new LivySession("4", "n", null, state, null, null, List.of()));
        return this;
    }

    public ScriptedClient session(LivyException failure) {
        sessionAnswers.add(() -> {
            throw failure;
        });
        return this;
    }

    public ScriptedClient statement(StatementState state, StatementOutput... output) {
        statementAnswers.add(() -> new LivyStatement("9", state, 0.5, output.length == 0 ? null : output[0]));
        return this;
    }

    public ScriptedClient statement(LivyException failure) {
        statementAnswers.add(() -> {
            throw failure;
        });
        return this;
    }

    @Override
    public String address() {
        return "http://livy";
    }

    @Override
    public LivySession createSession(SessionRequest request) {
        calls.add("create");
        return next(sessionAnswers);
    }

    @Override
    public List<LivySession> sessions() {
        calls.add("sessions");
        return List.of(next(sessionAnswers));
    }

    @Override
    public LivySession session(String id) {
        calls.add("session " + id);
        return next(sessionAnswers);
    }

    @Override
    public void deleteSession(String id) {
        calls.add("delete " + id);
    }

    @Override
    public void releaseSession(String id) {
        calls.add("release " + id);
    }

    @Override
    public List<String> log(String sessionId, int lines) {
        calls.add("log " + sessionId);
        if (log.isEmpty()) {
            throw new LivyException.NotFound("the log", "gone");
        }
        return log;
    }

    @Override
    public LivyStatement postStatement(String sessionId, Language language, String code) {
        calls.add("post " + language.kind() + ' ' + code);
        return next(statementAnswers);
    }

    @Override
    public LivyStatement statement(String sessionId, String statementId) {
        calls.add("statement " + statementId);
        return next(statementAnswers);
    }

    @Override
    public void cancelStatement(String sessionId, String statementId) {
        calls.add("cancel " + statementId);
    }

    @Override
    public List<String> complete(String sessionId, Language language, String code, int cursor, Duration limit) {
        calls.add("complete");
        return List.of("one");
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private static <T> T next(Deque<Supplier<T>> answers) {
        return (answers.size() > 1 ? answers.remove() : answers.element()).get();
    }
}
