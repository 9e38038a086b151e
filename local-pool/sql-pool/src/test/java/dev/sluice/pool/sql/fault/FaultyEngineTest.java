package dev.sluice.pool.sql.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultFolder;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.Faults;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.JournalEntry.Event;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.pool.sql.session.ClientLogin;
import dev.sluice.pool.sql.session.ConnectionCutException;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
final class FaultyEngineTest {

    private static final List<String> WHOLE_ANSWER =
            List.of("info n", "database d", "columns 1", "row [1]", "row [2]", "rows 2", "changed 3", "done");

    private final RecordingEngine recorded = new RecordingEngine();
    private final FaultFolder folder;
    private final FaultyEngine engine;

    FaultyEngineTest(@TempDir Path temporary) throws IOException {
        folder = new FaultFolder(temporary.resolve("faults"));
        engine = new FaultyEngine(recorded, Faults.open(folder, FaultyEngine.ATTRIBUTES, FaultyEngine.MOMENTS));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private SqlSession session() throws SqlError {
        return engine.open(new ClientLogin("sluice", ClientLogin.Method.PASSWORD, "sqlpool", "Sluice"));
    }

    private static List<String> run(SqlSession session, String batch) {
        AnswerLines answer = new AnswerLines();
        session.execute(batch, List.of(), answer);
        return answer.lines();
    }

    private void strike(Fault fault) throws IOException {
        folder.write(List.of(FaultRule.of("x", fault).where("text", "^(HIT|BEGIN|HANG)")));
    }

    private List<String> events() throws IOException {
        return folder.journal().stream()
                .map(entry -> entry.request() + " " + entry.event() + " " + entry.rule())
                .toList();
    }

    @Test
    void passesEverythingOnWithoutRules() throws Exception {
        try (SqlSession session = session()) {
            assertThat(run(session, "MISS")).isEqualTo(WHOLE_ANSWER);
            AnswerLines answer = new AnswerLines();
            session.call("sp_x", List.of(), answer);
            assertThat(answer.lines()).containsExactly("done");
            session.begin();
            assertThat(session.inTransaction()).isTrue();
            session.commit();
            session.rollback();
            session.reset();
            assertThat(session.database()).isEqualTo("d");
            session.cancel();
        }
        assertThat(recorded.log)
                .containsExactly(
                        "open", "MISS 0", "call sp_x 0", "begin", "commit", "rollback", "reset", "cancel", "close");
        assertThat(folder.journal())
                .filteredOn(entry -> entry.event() == Event.ARRIVED)
                .extracting(
                        entry -> entry.attributes().get("kind"),
                        entry -> entry.attributes().get("text"))
                .containsExactly(
                        tuple("login", ""),
                        tuple("batch", "MISS"),
                        tuple("call", "sp_x"),
                        tuple("transaction", "BEGIN"),
                        tuple("transaction", "COMMIT"),
                        tuple("transaction", "ROLLBACK"));
    }

    @Test
    void tellsTheJournalWhoAskedAndNoSecret() throws Exception {
        try (SqlSession session = session()) {
            run(session, "CREATE LOGIN joe WITH PASSWORD = 'Hidden!1'");
            assertThat(folder.journal().get(2))
                    .isEqualTo(new JournalEntry(
                            2,
                            Event.ARRIVED,
                            "",
                            Map.of(
                                    "kind", "batch",
                                    "text", "CREATE LOGIN joe WITH PASSWORD = '***'",
                                    "session", "1",
                                    "login", "sluice",
                                    "database", "sqlpool",
                                    "application", "Sluice")));
        }
        assertThat(recorded.log).contains("CREATE LOGIN joe WITH PASSWORD = 'Hidden!1' 0");
    }

    @Test
    void tellsTheJournalTheFirstErrorOfAStatement() throws Exception {
        try (SqlSession session = session()) {
            assertThat(run(session, "FAIL")).containsExactly("error 50001 wrong", "error 50002 as well");
            session.begin();
            assertThatExceptionOfType(SqlError.class).isThrownBy(session::begin).withMessage("nested");
        }
        assertThat(folder.journal())
                .contains(
                        new JournalEntry(2, Event.EXECUTED, "", Map.of("error", "50001")),
                        new JournalEntry(4, Event.EXECUTED, "", Map.of("error", "111212")));
    }

    @Test
    void cutsBeforeAStatementIsExecuted() throws Exception {
        strike(new Fault.Cut(Moment.BEFORE));
        try (SqlSession session = session()) {
            assertThatExceptionOfType(ConnectionCutException.class).isThrownBy(() -> run(session, "HIT"));
        }
        assertThat(recorded.log).containsExactly("open", "close");
        assertThat(events()).containsExactly("1 ARRIVED ", "1 EXECUTED ", "2 ARRIVED x", "2 CUT x");
    }

    @Test
    void cutsAfterAStatementWasExecuted() throws Exception {
        strike(new Fault.Cut(Moment.AFTER));
        AnswerLines answer = new AnswerLines();
        try (SqlSession session = session()) {
            assertThatExceptionOfType(ConnectionCutException.class)
                    .isThrownBy(() -> session.execute("HIT", List.of(), answer));
        }
        assertThat(answer.lines()).isEmpty();
        assertThat(recorded.log).containsExactly("open", "HIT 0", "close");
        assertThat(events()).containsExactly("1 ARRIVED ", "1 EXECUTED ", "2 ARRIVED x", "2 EXECUTED x", "2 CUT x");
    }

    @Test
    void cutsWhileAStatementGoesOnAndClosesItsSessionAfterwards() throws Exception {
        strike(new Fault.Cut(Moment.DURING));
        SqlSession session = session();
        assertThatExceptionOfType(ConnectionCutException.class).isThrownBy(() -> run(session, "HANG"));
        assertThat(recorded.hanging.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        session.cancel();
        session.close();
        assertThat(recorded.log).containsExactly("open", "HANG 0");
        assertThat(events()).containsExactly("1 ARRIVED ", "1 EXECUTED ", "2 ARRIVED x", "2 CUT x");
        engine.close();
        assertThat(recorded.closed.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(recorded.log).startsWith("open", "HANG 0", "cancel").endsWith("close");
        assertThat(events()).last().isEqualTo("2 EXECUTED x");
    }

    @Test
    void executesToTheEndWhatGoesOn() throws Exception {
        strike(new Fault.Cut(Moment.DURING));
        SqlSession session = session();
        assertThatExceptionOfType(ConnectionCutException.class).isThrownBy(() -> run(session, "HIT"));
        session.close();
        assertThat(recorded.closed.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(recorded.log).containsExactly("open", "HIT 0", "close");
    }

    @Test
    void answersAnErrorBeforeOrAfterTheExecution() throws Exception {
        try (SqlSession session = session()) {
            strike(new Fault.Fail(Moment.BEFORE, 40613, "not available"));
            assertThat(run(session, "HIT")).containsExactly("error 40613 not available");
            assertThat(recorded.log).containsExactly("open");
            folder.write(List.of(FaultRule.of("y", new Fault.Fail(Moment.AFTER, 40197, "lost"))));
            assertThat(run(session, "HIT")).containsExactly("error 40197 lost");
            assertThat(recorded.log).containsExactly("open", "HIT 0");
        }
        assertThat(events())
                .containsExactly(
                        "1 ARRIVED ",
                        "1 EXECUTED ",
                        "2 ARRIVED x",
                        "2 FAILED x",
                        "3 ARRIVED y",
                        "3 EXECUTED y",
                        "3 FAILED y");
    }

    @Test
    void strikesTransactionRequestsToo() throws Exception {
        try (SqlSession session = session()) {
            strike(new Fault.Fail(Moment.BEFORE, 40613, "not available"));
            assertThatExceptionOfType(SqlError.class).isThrownBy(session::begin).withMessage("not available");
            assertThat(session.inTransaction()).isFalse();
        }
    }

    @Test
    void strikesLogins() throws Exception {
        folder.write(List.of(FaultRule.of("x", new Fault.Cut(Moment.BEFORE)).where("kind", "login")));
        assertThatExceptionOfType(ConnectionCutException.class).isThrownBy(this::session);
        assertThat(recorded.log).isEmpty();
        folder.write(List.of(FaultRule.of("y", new Fault.Cut(Moment.AFTER)).where("application", "^Sluice$")));
        assertThatExceptionOfType(ConnectionCutException.class).isThrownBy(this::session);
        assertThat(recorded.log).containsExactly("open", "close");
        folder.write(List.of(FaultRule.of("z", new Fault.Fail(Moment.BEFORE, 40613, "not available"))));
        assertThatExceptionOfType(SqlError.class).isThrownBy(this::session).withMessage("not available");
        folder.write(List.of(FaultRule.of("u", new Fault.Cut(Moment.DURING))));
        assertThatExceptionOfType(ConnectionCutException.class).isThrownBy(this::session);
        assertThat(recorded.log).containsExactly("open", "close", "open", "close");
    }

    @Test
    void keepsTheErrorOfALoginThatTheEngineRefuses() throws Exception {
        assertThatExceptionOfType(SqlError.class)
                .isThrownBy(() -> engine.open(new ClientLogin("sluice", ClientLogin.Method.PASSWORD, "nowhere", "")))
                .withMessage("no such database");
        assertThat(folder.journal()).last().isEqualTo(new JournalEntry(1, Event.EXECUTED, "", Map.of("error", "4060")));
    }

    private CompletableFuture<List<String>> paused(SqlSession session, Moment moment) throws IOException {
        strike(new Fault.Pause(moment));
        CompletableFuture<List<String>> answer = CompletableFuture.supplyAsync(() -> run(session, "HIT"));
        folder.await(entry -> entry.event() == Event.PAUSED, Duration.ofSeconds(10));
        assertThat(answer).isNotDone();
        return answer;
    }

    @ParameterizedTest
    @EnumSource
    void pausesAndGoesOnWhenItIsTold(Moment moment) throws Exception {
        try (SqlSession session = session()) {
            CompletableFuture<List<String>> answer = paused(session, moment);
            assertThat(recorded.log.contains("HIT 0")).isEqualTo(moment == Moment.AFTER);
            folder.write(List.of());
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(WHOLE_ANSWER);
        }
        assertThat(recorded.log).containsExactly("open", "HIT 0", "close");
    }

    @ParameterizedTest
    @EnumSource
    void strikesAfterAPauseIfItIsTold(Moment moment) throws Exception {
        try (SqlSession session = session()) {
            CompletableFuture<List<String>> answer = paused(session, moment);
            strike(new Fault.Cut(Moment.BEFORE));
            assertThat(answer)
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(ConnectionCutException.class);
        }
        assertThat(recorded.log.contains("HIT 0")).isEqualTo(moment == Moment.AFTER);
    }

    @Test
    void executesAndCutsAfterAPauseBeforeIfItIsTold() throws Exception {
        try (SqlSession session = session()) {
            CompletableFuture<List<String>> answer = paused(session, Moment.BEFORE);
            strike(new Fault.Fail(Moment.AFTER, 40197, "lost"));
            assertThat(answer.get(10, TimeUnit.SECONDS)).containsExactly("error 40197 lost");
        }
        assertThat(recorded.log).containsExactly("open", "HIT 0", "close");
    }

    @Test
    void doesNotExecuteWhatIsCancelledInAPauseBefore() throws Exception {
        try (SqlSession session = session()) {
            CompletableFuture<List<String>> answer = paused(session, Moment.BEFORE);
            session.cancel();
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEmpty();
        }
        assertThat(recorded.log).doesNotContain("HIT 0");
        assertThat(events()).last().isEqualTo("2 CANCELLED x");
    }

    @Test
    void answersWhatIsCancelledInAPauseAfterForItHasHadItsEffect() throws Exception {
        try (SqlSession session = session()) {
            CompletableFuture<List<String>> answer = paused(session, Moment.AFTER);
            session.cancel();
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(WHOLE_ANSWER);
        }
    }

    @Test
    void isDeafToACancellationInAPauseDuring() throws Exception {
        try (SqlSession session = session()) {
            CompletableFuture<List<String>> answer = paused(session, Moment.DURING);
            session.cancel();
            assertThat(recorded.log).containsExactly("open");
            folder.write(List.of());
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(WHOLE_ANSWER);
            session.cancel();
        }
        assertThat(recorded.log).containsExactly("open", "HIT 0", "cancel", "close");
    }

    @Test
    void cutsWhatIsPausedWhenThePoolEnds() throws Exception {
        try (SqlSession session = session()) {
            CompletableFuture<List<String>> answer = paused(session, Moment.DURING);
            engine.close();
            assertThat(answer)
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(ConnectionCutException.class);
        }
    }
}
