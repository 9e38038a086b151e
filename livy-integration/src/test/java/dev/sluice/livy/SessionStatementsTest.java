package dev.sluice.livy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SessionStatementsTest {

    private static final StatementOutput OK = new StatementOutput.Ok(Map.of("text/plain", "1"));
    private static final StatementOutput FAILED =
            new StatementOutput.Failed("Error", "cancelled", List.of(), Map.of("text/plain", "printed"));
    private final LivyException lost = new LivyException.AnswerLost("http://livy", "the connection broke", null);
    private final LivyException missing = new LivyException.NotFound("statement 0", "Statement not found");

    private final ScriptedClient client = new ScriptedClient();
    private final ManualTicker ticker = new ManualTicker();
    private final Cancellation cancellation = new Cancellation();
    private final SessionStatements statements = new SessionStatements(client, new SessionKey("4", "n", null), ticker);
    private final List<String> heard = new ArrayList<>();
    private Consumer<LivyStatement> atRunning = statement -> {};

    private StatementOutput run() {
        return run(SessionStatements.Ending.SILENT);
    }

    private StatementOutput run(SessionStatements.Ending ending) {
        return statements.run(Language.SPARK, "1", ending, cancellation, new SessionStatements.Listener() {
            @Override
            public void running(LivyStatement statement, Duration elapsed) {
                heard.add(statement.state().name());
                atRunning.accept(statement);
            }

            @Override
            public void unanswered(LivyException failure, Duration elapsed) {
                heard.add("unanswered: " + failure.reason());
            }
        });
    }

    private void cancelWhenItRuns() {
        atRunning = statement -> {
            if (!cancellation.isRequested()) {
                cancellation.request();
            }
        };
    }

    @Test
    void returnsWhatTheCodeSaid() {
        client.statement(StatementState.WAITING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        assertThat(client.calls).containsExactly("post spark 1", "statement 9", "statement 9");
        assertThat(heard).containsExactly("WAITING", "RUNNING");
    }

    @Test
    void asksNothingMoreAboutAStatementThatIsOverAtOnce() {
        client.statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        assertThat(client.calls).containsExactly("post spark 1");
        assertThat(ticker.pauses).isEmpty();
    }

    @Test
    void postsNothingOnceTheUserWantsAnEnd() {
        cancellation.request();
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.NOT_RUN));
        assertThat(client.calls).isEmpty();
    }

    @Test
    void cancelsOnce() {
        cancelWhenItRuns();
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.CANCELLING)
                .statement(StatementState.CANCELLED);
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.ENDED));
        assertThat(client.calls)
                .containsExactly("post spark 1", "statement 9", "cancel 9", "statement 9", "statement 9");
    }

    @Test
    void cancelsAgainWhenTheAnswerIsLost() {
        cancelWhenItRuns();
        client.cancelAnswers.add(() -> {
            throw lost;
        });
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.CANCELLED);
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.ENDED));
        assertThat(client.calls.stream().filter("cancel 9"::equals)).hasSize(2);
    }

    @Test
    void doesNotCancelAgainWhatIsOver() {
        cancelWhenItRuns();
        client.cancelAnswers.add(() -> {
            throw missing;
        });
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        assertThat(client.calls.stream().filter("cancel 9"::equals)).hasSize(1);
    }

    @Test
    void saysThatACancellationWasNotConfirmed() {
        cancelWhenItRuns();
        for (int i = 0; i < 100; i++) {
            client.cancelAnswers.add(() -> {
                throw lost;
            });
        }
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(lost);
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.UNKNOWN));
        assertThat(ticker.waited()).isLessThan(SessionStatements.CANCEL_LIMIT.plusSeconds(1));
        assertThat(client.limits).endsWith(Duration.ofMillis(1500)).startsWith(Duration.ofSeconds(20));
    }

    @Test
    void takesTheErrorOfACancelledJobForItsEndAndKeepsWhatItPrinted() {
        cancelWhenItRuns();
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.AVAILABLE, FAILED);
        assertThat(run())
                .isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.ENDED, Map.of("text/plain", "printed")));
    }

    @Test
    void keepsWhatACancelledStatementPrinted() {
        cancelWhenItRuns();
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.CANCELLED, OK);
        assertThat(run())
                .isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.ENDED, Map.of("text/plain", "1")));
    }

    @Test
    void returnsWhatWasThereBeforeTheCancellation() {
        cancelWhenItRuns();
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
    }

    @Test
    void doesNotWaitForCodeThatCannotBeStopped() {
        cancelWhenItRuns();
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.CANCELLING);
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.RUNNING));
    }

    static Stream<LivyException> whatPasses() {
        return Stream.of(
                new LivyException.AnswerLost("http://livy", "the connection broke", null),
                new LivyException.Unreachable("http://livy", "connection refused", null),
                new LivyException.Failed("statement 9", 502, "Bad Gateway"),
                new LivyException.Failed("statement 9", 500, "boom"),
                new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(2)),
                new LivyException.Unauthorized("http://livy", 401, "expired"),
                new LivyException.NotLivy("http://livy", "its answer is a web page", null));
    }

    @ParameterizedTest
    @MethodSource("whatPasses")
    void keepsAskingAboutARunningStatement(LivyException failure) {
        client.session(SessionState.BUSY)
                .statement(StatementState.RUNNING)
                .statement(failure)
                .statement(failure)
                .statement(failure)
                .statement(failure)
                .statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        String away = "unanswered: " + failure.reason();
        assertThat(heard).containsExactly("RUNNING", away, away, away, away);
    }

    @Test
    void leavesABusyServerAlone() {
        client.session(SessionState.BUSY)
                .statement(StatementState.RUNNING)
                .statement(new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(7)))
                .statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        assertThat(ticker.pauses).containsExactly(Duration.ofMillis(20), Duration.ofSeconds(7));
    }

    @Test
    void sendsAgainWhatWasTurnedAway() {
        client.session(SessionState.BUSY)
                .statement(new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(7)))
                .statement(StatementState.RUNNING)
                .statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        assertThat(ticker.pauses.get(0)).hasSeconds(7);
        assertThat(client.calls).filteredOn(call -> call.startsWith("post")).hasSize(2);
    }

    @Test
    void tellsOfAServerThatTurnsCodeAwayForMinutes() {
        client.session(SessionState.BUSY)
                .statement(new LivyException.Busy("http://livy", 429, "slow down", Duration.ofMinutes(2)));
        assertThatThrownBy(this::run).isInstanceOf(LivyException.Busy.class);
    }

    @Test
    void sendsNothingAgainThatIsCancelledMeanwhile() {
        client.session(SessionState.BUSY).statementAnswers.add(() -> {
            cancellation.request();
            throw new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(7));
        });
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.NOT_RUN));
    }

    /** A gateway may have passed the code on before it answered 503. */
    @Test
    void looksUpWhatAGatewayMayHavePassedOn() {
        client.session(SessionState.BUSY)
                .statement(new LivyException.Busy("http://livy", 503, "slow down", Duration.ofSeconds(7)))
                .statement("0", null, StatementState.RUNNING)
                .statement(new LivyException.NotFound("statement 1", "none"))
                .statement(new LivyException.NotFound("statement 2", "none"))
                .statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        assertThat(client.calls).filteredOn(call -> call.startsWith("post")).hasSize(1);
    }

    @Test
    void doesNotKnowWhatBecameOfAStatementAfterMinutesWithoutAnAnswer() {
        client.session(lost).statement(StatementState.RUNNING).statement(lost);
        assertThatThrownBy(this::run)
                .isInstanceOf(LivyException.OutcomeUnknown.class)
                .hasMessage("What became of the code is not known: Livy tells nothing about it any more (the connection"
                        + " broke). It may have ended, and it may still run in Spark session 4. Look at what it was to"
                        + " change before you run it again.");
        assertThat(ticker.waited()).isBetween(Outage.LIMIT, Outage.LIMIT.plusSeconds(2));
    }

    @Test
    void doesNotWaitLongForALogin() {
        client.session(SessionState.BUSY)
                .statement(StatementState.RUNNING)
                .statement(new LivyException.Unauthorized("http://livy", 401, "expired"));
        assertThatThrownBy(this::run)
                .isInstanceOf(LivyException.OutcomeUnknown.class)
                .hasMessageContaining("(HTTP 401, expired)");
        assertThat(ticker.waited()).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void knowsThatNothingRanInASessionWhoseServerIsGone() {
        LivyException gone = new LivyException.ServerGone("the local pool", "it is not running", null);
        client.statement(gone);
        assertThatThrownBy(this::run).isSameAs(gone);
    }

    @Test
    void knowsThatASessionEndsWithItsServer() {
        client.statement(StatementState.RUNNING)
                .statement(new LivyException.ServerGone("the local pool", "it is not running", null));
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        LivyException.SessionOver.class,
                        over -> assertThat(over.code()).isEqualTo(LivyException.SessionOver.Code.UNKNOWN))
                .hasMessageStartingWith("The Spark session 4 is gone: its Livy server has ended.");
    }

    @ParameterizedTest
    @MethodSource("whatMayHaveArrived")
    void findsAStatementByItsCodeWhenTheAnswerToItsPostingWasLost(LivyException failure) {
        client.session(SessionState.BUSY)
                .statement(failure)
                .statement("0", "other", StatementState.AVAILABLE)
                .statement("1", "1", StatementState.RUNNING)
                .statement(missing)
                .statement(missing)
                .statement("1", "1", StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        assertThat(client.calls)
                .containsExactly(
                        "post spark 1", "statement 0", "statement 1", "statement 2", "statement 3", "statement 1");
    }

    static Stream<LivyException> whatMayHaveArrived() {
        return whatPasses()
                .filter(failure -> failure instanceof LivyException.AnswerLost
                        || failure instanceof LivyException.Failed
                        || failure instanceof LivyException.NotLivy);
    }

    @Test
    void looksBehindTheStatementThatItKnows() {
        client.session(SessionState.BUSY)
                .statement("6", "1", StatementState.AVAILABLE, OK)
                .statement(lost)
                .statement("7", "1", StatementState.AVAILABLE, OK)
                .statement(missing);
        run();
        client.calls.clear();
        assertThat(run()).isEqualTo(OK);
        assertThat(client.calls).containsExactly("post spark 1", "statement 7", "statement 8", "statement 9");
    }

    @Test
    void looksAgainWhenTheLookupIsNotAnsweredEither() {
        client.session(SessionState.BUSY)
                .statement(lost)
                .statement(lost)
                .statement("0", "1", StatementState.AVAILABLE, OK)
                .statement(missing);
        assertThat(run()).isEqualTo(OK);
        assertThat(heard).containsExactly("unanswered: the connection broke");
    }

    @Test
    void saysThatCodeDidNotArriveAndNeverSendsItTwice() {
        client.session(SessionState.IDLE).statement(lost).statement(missing);
        assertThatThrownBy(this::run)
                .isInstanceOf(LivyException.Unreachable.class)
                .hasMessageStartingWith("Cannot reach Livy at http://livy: the code was sent and not answered (the"
                        + " connection broke), and its session has no such statement, so that it has not run.");
        assertThat(client.calls.stream().filter("post spark 1"::equals)).hasSize(1);
        assertThat(ticker.waited())
                .isBetween(SessionStatements.LOOKUP_LIMIT, SessionStatements.LOOKUP_LIMIT.plusSeconds(1));
    }

    @Test
    void passesTheFailureOfTheServerOn() {
        LivyException failed = new LivyException.Failed("the statement", 500, "boom");
        client.session(SessionState.IDLE).statement(failed).statement(missing);
        assertThatThrownBy(this::run).isSameAs(failed);
    }

    @Test
    void doesNotGuessWhereStatementsHaveNoNumbers() {
        client.statement("abc", "1", StatementState.AVAILABLE, OK).statement(lost);
        run();
        assertThatThrownBy(this::run).isInstanceOf(LivyException.OutcomeUnknown.class);
        assertThat(client.calls).containsExactly("post spark 1", "post spark 1");
    }

    @Test
    void endsTheLookupWhenTheUserWantsAnEnd() {
        client.statementAnswers.add(() -> {
            cancellation.request();
            throw lost;
        });
        client.statement(lost);
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.UNKNOWN));
        assertThat(ticker.waited()).isLessThan(SessionStatements.CANCEL_LIMIT.plusSeconds(1));
    }

    @Test
    void waitsForWhatACancelledStatementSaysOfItsEnd() {
        cancelWhenItRuns();
        client.statement(StatementState.RUNNING).statement(StatementState.RUNNING);
        for (int i = 0; i < 60; i++) {
            client.statement(StatementState.CANCELLING);
        }
        // Livy's own patience is over, and the code still runs.
        for (int i = 0; i < 20; i++) {
            client.statement(StatementState.CANCELLED);
        }
        client.statement(StatementState.CANCELLED, OK);

        assertThat(run(SessionStatements.Ending.REPORTED))
                .isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.ENDED, Map.of("text/plain", "1")));
        assertThat(ticker.waited())
                .isGreaterThan(SessionStatements.CANCEL_LIMIT.multipliedBy(2))
                .isLessThan(SessionStatements.REPORT_LIMIT);
    }

    @Test
    void doesNotWaitForEverForWhatACancelledStatementSays() {
        cancelWhenItRuns();
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.CANCELLING);

        assertThat(run(SessionStatements.Ending.REPORTED))
                .isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.RUNNING));
        assertThat(ticker.waited())
                .isBetween(SessionStatements.REPORT_LIMIT, SessionStatements.REPORT_LIMIT.plusSeconds(2));
    }

    @Test
    void doesNotWaitForTheReportOfAUserWhoInsists() {
        atRunning = statement -> {
            cancellation.request();
            cancellation.request();
        };
        client.statement(StatementState.RUNNING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.CANCELLING);

        assertThat(run(SessionStatements.Ending.REPORTED))
                .isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.RUNNING));
        assertThat(ticker.waited()).isLessThan(SessionStatements.CANCEL_LIMIT.plusSeconds(1));
    }

    @Test
    void waitsForNoReportOfAStatementThatHasNotBegun() {
        cancelWhenItRuns();
        client.statement(StatementState.WAITING)
                .statement(StatementState.WAITING)
                .statement(StatementState.CANCELLED);

        assertThat(run(SessionStatements.Ending.REPORTED))
                .isEqualTo(new StatementOutput.Cancelled(StatementOutput.Code.ENDED));
        assertThat(ticker.waited()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void noticesASessionThatDiesMeanwhile() {
        client.log = List.of("killed by the cluster");
        client.session(SessionState.BUSY).session(SessionState.DEAD).statement(StatementState.RUNNING);
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        LivyException.SessionOver.class,
                        over -> assertThat(over.code()).isEqualTo(LivyException.SessionOver.Code.UNKNOWN))
                .hasMessage(
                        "The Spark session 4 has ended (state dead). Its variables and views are lost. The next cell"
                                + " starts a new session; run the cells again that made what it needs.\nThe end of its log:\n"
                                + "  killed by the cluster");
        assertThat(client.calls.stream().filter("session 4"::equals)).hasSize(2);
    }

    @Test
    void noticesADriverThatWasKilledAsSoonAsTheServerDoes() {
        client.session(SessionState.BUSY)
                .session(SessionState.BUSY)
                .session(SessionState.DEAD)
                .statement(StatementState.RUNNING)
                .statement(new LivyException.Failed("statement 9", 500, "RpcException"));
        assertThatThrownBy(this::run)
                .isInstanceOf(LivyException.SessionOver.class)
                .hasMessageContaining("has ended (state dead)");
        assertThat(ticker.waited()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void noticesADriverThatWasKilledBeforeThePost() {
        client.session(SessionState.IDLE)
                .session(SessionState.IDLE)
                .session(SessionState.DEAD)
                .statement(new LivyException.Failed("the statement", 500, "RpcException"));
        assertThatThrownBy(this::run).isInstanceOf(LivyException.SessionOver.class);
        assertThat(client.calls.stream().filter("post spark 1"::equals)).hasSize(1);
    }

    @Test
    void noticesADriverWhoseServerRefusesTheLookup() {
        // As the real server answers after kill -9: 500 to the post, 400 to the lookup.
        client.session(SessionState.DEAD)
                .statement(new LivyException.Failed("the statement", 500, "RpcException"))
                .statement(new LivyException.Refused("statement 0", 400, "Session isn't active"));
        assertThatThrownBy(this::run).isInstanceOf(LivyException.SessionOver.class);
    }

    @Test
    void doesNotKnowWhatBecameOfAStatementThatMayNotBeAskedAbout() {
        client.session(SessionState.BUSY)
                .statement(StatementState.RUNNING)
                .statement(new LivyException.Refused("statement 9", 400, "no"));
        assertThatThrownBy(this::run).isInstanceOf(LivyException.OutcomeUnknown.class);
    }

    @Test
    void noticesASessionThatHasExpired() {
        client.statement(new LivyException.NotFound("session 4", "Session '4' not found"));
        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        LivyException.SessionOver.class,
                        over -> assertThat(over.code()).isEqualTo(LivyException.SessionOver.Code.NOT_RUN))
                .hasMessage("The Spark session 4 is gone: it has ended or expired, or Livy has restarted. Its variables"
                        + " and views are lost. The cell has not run. The next cell starts a new session; run the cells"
                        + " again that made what it needs.");
    }

    @Test
    void noticesThatItsNumberIsThatOfAnotherStatement() {
        client.session(SessionState.BUSY)
                .statement("9", "1", StatementState.RUNNING)
                .statement("9", "something else", StatementState.AVAILABLE, OK);
        assertThatThrownBy(this::run)
                .isInstanceOf(LivyException.OutcomeUnknown.class)
                .hasMessageContaining("(number 9 of the session is another statement)");
    }

    @Test
    void takesARefusalOfADeadSessionForItsEnd() {
        client.session(SessionState.KILLED)
                .statement(new LivyException.Refused("the statement", 400, "Session is in state dead"));
        assertThatThrownBy(this::run)
                .isInstanceOf(LivyException.SessionOver.class)
                .hasMessageContaining("(state killed)");
    }

    @Test
    void passesARefusalOfALivingSession() {
        client.session(SessionState.IDLE).statement(new LivyException.Refused("the statement", 400, "bad kind"));
        assertThatThrownBy(this::run).hasMessage("Livy refused the statement (HTTP 400): bad kind.");
    }

    @Test
    void asksAgainForOutputThatComesAMomentAfterTheState() {
        client.statement(StatementState.RUNNING)
                .statement(StatementState.AVAILABLE)
                .statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        assertThat(client.calls).containsExactly("post spark 1", "statement 9", "statement 9");
    }

    @Test
    void tellsOfOutputThatWasLost() {
        client.session(SessionState.IDLE).statement(StatementState.AVAILABLE);
        assertThatThrownBy(this::run)
                .isInstanceOf(LivyException.OutcomeUnknown.class)
                .hasMessageContaining("(it kept no output of it)");
    }
}
