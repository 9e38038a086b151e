package dev.sluice.livy.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.livy.Cancellation;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyStatement;
import dev.sluice.livy.ManualTicker;
import dev.sluice.livy.SessionRequest;
import dev.sluice.livy.SessionStart;
import dev.sluice.livy.SessionStatements;
import dev.sluice.livy.StatementOutput;
import dev.sluice.livy.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Restarts of the server and lost answers, over real connections. */
final class LivyFaultsTest {

    private final Cancellation cancellation = new Cancellation();

    private static LivySession start(RetryingLivyClient client, String name) {
        return start(client, name, new Cancellation());
    }

    private static LivySession start(RetryingLivyClient client, String name, Cancellation cancellation) {
        Supplier<SessionRequest> requests = () -> new SessionRequest(name, null, null, Map.of());
        // A look at it, too: by that the client learns how sessions are addressed.
        LivySession started = new SessionStart(client, Ticker.SYSTEM).start(requests, cancellation, new Silence());
        return client.session(started.key());
    }

    private StatementOutput run(SessionStatements statements, String code) {
        return statements.run(Language.PYSPARK, code, SessionStatements.Ending.SILENT, cancellation, new Silence());
    }

    private static SessionStatements statements(RetryingLivyClient client, LivySession session) {
        return new SessionStatements(client, session.key(), Ticker.SYSTEM);
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheSessionAloneThatHasItsNumberAfterARestart(LivyServer.Dialect dialect) throws IOException {
        try (LivyServer server = new LivyServer(dialect)) {
            RetryingLivyClient one = server.client();
            RetryingLivyClient other = server.client();
            LivySession mine = start(one, "mine");
            SessionStatements statements = statements(one, mine);
            assertThat(run(statements, "1")).isEqualTo(new StatementOutput.Ok(Map.of("text/plain", "1")));
            server.restart();
            LivySession theirs = start(other, "theirs");
            assertThat(theirs.id()).isEqualTo(mine.id());
            server.posted.clear();

            assertThatThrownBy(() -> run(statements, "print(secret)")).isInstanceOf(LivyException.SessionOver.class);
            assertThatThrownBy(() -> one.session(mine.key())).isInstanceOf(LivyException.NotFound.class);
            assertThatThrownBy(() -> one.cancelStatement(mine.key(), "0", Duration.ofSeconds(5)))
                    .isInstanceOf(LivyException.NotFound.class);
            assertThatThrownBy(() -> one.log(mine.key(), 5)).isInstanceOf(LivyException.NotFound.class);
            assertThat(one.complete(mine.key(), Language.PYSPARK, "sec", 3, Duration.ofSeconds(5)))
                    .isEmpty();
            one.deleteSession(mine.key());
            one.releaseSession(mine.key());
            // Another client of the same server, as after a restart on another port, knows as much.
            server.client().deleteSession(mine.key());
            server.client().releaseSession(mine.key());

            assertThat(server.posted).isEmpty();
            assertThat(server.cancelled).isEmpty();
            assertThat(server.deleted).isEmpty();
            assertThat(other.session(theirs.key()).name()).isEqualTo("theirs");
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotBelieveTheOutputOfAStatementOfAnotherSession(LivyServer.Dialect dialect) throws IOException {
        try (LivyServer server = new LivyServer(dialect)) {
            RetryingLivyClient client = server.client();
            LivySession mine = start(client, "mine");
            LivyStatement posted = client.postStatement(mine.key(), Language.PYSPARK, "run");
            assertThat(posted.code()).isEqualTo("run");
            server.restart();
            RetryingLivyClient other = server.client();
            LivySession theirs = start(other, "theirs");
            LivyStatement unused = other.postStatement(theirs.key(), Language.PYSPARK, "their secret");

            assertThatThrownBy(() -> client.statement(mine.key(), posted.id(), Duration.ofSeconds(5)))
                    .isInstanceOf(LivyException.NotFound.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWER_LOST", "BAD_GATEWAY", "PAGE"})
    void runsCodeOnceWhoseAnswerWasLost(LivyServer.Fault fault) throws IOException {
        try (LivyServer server = new LivyServer(LivyServer.Dialect.NAMES)) {
            RetryingLivyClient client = server.client();
            SessionStatements statements = statements(client, start(client, "mine"));
            assertThat(run(statements, "append")).isInstanceOf(StatementOutput.Ok.class);
            server.posted.clear();
            server.next("POST", "/statements", fault);

            assertThat(run(statements, "append")).isEqualTo(new StatementOutput.Ok(Map.of("text/plain", "append")));
            assertThat(server.posted).containsExactly("mine: append");
        }
    }

    @Test
    void saysThatCodeHasNotRunWhoseRequestWasLost() throws IOException {
        try (LivyServer server = new LivyServer(LivyServer.Dialect.NAMES)) {
            RetryingLivyClient client = server.client();
            LivySession mine = start(client, "mine");
            // The lookup lasts ten seconds.
            SessionStatements statements = new SessionStatements(client, mine.key(), new ManualTicker());
            server.next("POST", "/statements", LivyServer.Fault.REQUEST_LOST);

            assertThatThrownBy(() -> run(statements, "append"))
                    .isInstanceOf(LivyException.Unreachable.class)
                    .hasMessageContaining("so that it has not run");
            assertThat(server.posted).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWER_LOST", "BAD_GATEWAY", "PAGE"})
    void findsASessionWhoseCreationWasNotAnswered(LivyServer.Fault fault) throws IOException {
        try (LivyServer server = new LivyServer(LivyServer.Dialect.NAMES)) {
            server.next("POST", "/sessions", fault);

            assertThat(start(server.client(), "mine").name()).isEqualTo("mine");
            assertThat(server.client().sessions()).hasSize(1);
        }
    }

    /** Runs a statement, of which a request hangs, and interrupts it then. */
    private StatementOutput interruptedWhileHanging(LivyServer server, String method, String path) throws Exception {
        RetryingLivyClient client = server.client();
        SessionStatements statements = statements(client, start(client, "mine"));
        server.next(method, path, LivyServer.Fault.HANGS);
        FutureTask<StatementOutput> cell = new FutureTask<>(() -> run(statements, "run"));
        new Thread(cell).start();
        server.hangs.await();
        cancellation.request();
        return cell.get();
    }

    @Test
    void interruptsAStatementWhoseAnswerHangs() throws Exception {
        try (LivyServer server = new LivyServer(LivyServer.Dialect.NAMES)) {
            assertThat(interruptedWhileHanging(server, "GET", "/statements/"))
                    .isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.ENDED));
            assertThat(server.cancelled).containsExactly("mine 0");
        }
    }

    @Test
    void interruptsAPostThatHangsAndCancelsWhatArrived() throws Exception {
        try (LivyServer server = new LivyServer(LivyServer.Dialect.NAMES)) {
            assertThat(interruptedWhileHanging(server, "POST", "/statements"))
                    .isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.ENDED));
            assertThat(server.posted).containsExactly("mine: run");
            assertThat(server.cancelled).containsExactly("mine 0");
        }
    }

    @Test
    void interruptsAStartThatHangs() throws Exception {
        try (LivyServer server = new LivyServer(LivyServer.Dialect.NAMES)) {
            server.next("POST", "/sessions", LivyServer.Fault.HANGS);
            RetryingLivyClient client = server.client();
            FutureTask<LivySession> cell = new FutureTask<>(() -> start(client, "mine", cancellation));
            new Thread(cell).start();
            server.hangs.await();

            cancellation.request();

            // It had been made, and was found by its name.
            assertThat(cell.get().name()).isEqualTo("mine");
        }
    }

    @Test
    void cancelsAgainWhenTheAnswerWasLost() throws Exception {
        try (LivyServer server = new LivyServer(LivyServer.Dialect.NAMES)) {
            RetryingLivyClient client = server.client();
            SessionStatements statements = statements(client, start(client, "mine"));
            server.next("GET", "/statements/", LivyServer.Fault.HANGS)
                    .next("POST", "/cancel", LivyServer.Fault.REQUEST_LOST);
            FutureTask<StatementOutput> cell = new FutureTask<>(() -> run(statements, "run"));
            new Thread(cell).start();
            server.hangs.await();

            cancellation.request();

            assertThat(cell.get()).isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.ENDED));
            assertThat(server.cancelled).containsExactly("mine 0");
        }
    }

    private static final class Silence implements SessionStart.Listener, SessionStatements.Listener {
        @Override
        public void starting(LivySession session, Duration elapsed) {}

        @Override
        public void startsAgain(LivyException.StartFailed failure) {}

        @Override
        public void running(LivyStatement statement, Duration elapsed) {}

        @Override
        public void unanswered(LivyException failure, Duration elapsed) {}
    }
}
