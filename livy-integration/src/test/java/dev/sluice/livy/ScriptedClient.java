package dev.sluice.livy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A server that answers what a test says: one answer after the other, the last one again and again. */
public final class ScriptedClient implements LivyClient {

    public final Deque<Supplier<LivySession>> sessionAnswers = new ArrayDeque<>();
    public final Deque<Supplier<LivyStatement>> statementAnswers = new ArrayDeque<>();
    public final List<String> calls = new ArrayList<>();
    public List<String> log = List.of();
    public final Deque<Supplier<Optional<LivySession>>> namedAnswers = new ArrayDeque<>();
    public final Deque<Runnable> cancelAnswers = new ArrayDeque<>();
    public final List<Duration> limits = new ArrayList<>();

    public ScriptedClient session(SessionState state) {
        sessionAnswers.add(() -> described(state));
        return this;
    }

    public LivySession dead() {
        return described(SessionState.DEAD);
    }

    private static LivySession described(SessionState state) {
        return new LivySession("4", "n", null, state, null, null, List.of());
    }

    public ScriptedClient session(LivyException failure) {
        sessionAnswers.add(() -> {
            throw failure;
        });
        return this;
    }

    public ScriptedClient statement(StatementState state, StatementOutput... output) {
        return statement("9", null, state, output);
    }

    public ScriptedClient statement(String id, @Nullable String code, StatementState state, StatementOutput... output) {
        statementAnswers.add(() -> new LivyStatement(id, code, state, 0.5, output.length == 0 ? null : output[0]));
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
    public Optional<LivySession> sessionNamed(String name, Duration limit) {
        calls.add("named " + name);
        return namedAnswers.isEmpty() ? Optional.empty() : next(namedAnswers);
    }

    @Override
    public LivySession session(SessionKey session) {
        calls.add("session " + session.id());
        return next(sessionAnswers);
    }

    @Override
    public void deleteSession(SessionKey session) {
        calls.add("delete " + session.id());
        if (!cancelAnswers.isEmpty()) {
            cancelAnswers.remove().run();
        }
    }

    @Override
    public void releaseSession(SessionKey session) {
        calls.add("release " + session.id());
    }

    @Override
    public List<String> log(SessionKey session, int lines) {
        calls.add("log " + session.id());
        if (log.isEmpty()) {
            throw new LivyException.NotFound("the log", "gone");
        }
        return log;
    }

    @Override
    public LivyStatement postStatement(SessionKey session, Language language, String code) {
        calls.add("post " + language.kind() + ' ' + code);
        return next(statementAnswers);
    }

    @Override
    public LivyStatement statement(SessionKey session, String statementId, Duration limit) {
        calls.add("statement " + statementId);
        limits.add(limit);
        return next(statementAnswers);
    }

    @Override
    public void cancelStatement(SessionKey session, String statementId, Duration limit) {
        calls.add("cancel " + statementId);
        if (!cancelAnswers.isEmpty()) {
            cancelAnswers.remove().run();
        }
    }

    @Override
    public List<String> complete(SessionKey session, Language language, String code, int cursor, Duration limit) {
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
