package dev.sluice.livy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatementRunTest {

    private static final StatementOutput OK = new StatementOutput.Ok(Map.of("text/plain", "1"));
    private static final StatementOutput FAILED = new StatementOutput.Failed("Error", "cancelled", List.of());

    private final ScriptedClient client = new ScriptedClient();
    private final ManualTicker ticker = new ManualTicker();
    private final Cancellation cancellation = new Cancellation();
    private int heard;

    private StatementOutput run() {
        return new StatementRun(client, ticker)
                .run("4", Language.SPARK, "1", cancellation, (statement, elapsed) -> heard++);
    }

    @Test
    void returnsWhatTheCodeSaid() {
        client.statement(StatementState.WAITING)
                .statement(StatementState.RUNNING)
                .statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
        assertThat(client.calls).containsExactly("post spark 1", "statement 9", "statement 9");
        assertThat(heard).isEqualTo(2);
    }

    @Test
    void cancelsOnce() {
        cancellation.request();
        client.statement(StatementState.RUNNING)
                .statement(StatementState.CANCELLING)
                .statement(StatementState.CANCELLED);
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(false));
        assertThat(client.calls).containsExactly("post spark 1", "cancel 9", "statement 9", "statement 9");
    }

    @Test
    void takesTheErrorOfACancelledJobForItsEnd() {
        cancellation.request();
        client.statement(StatementState.RUNNING).statement(StatementState.AVAILABLE, FAILED);
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(false));
    }

    @Test
    void returnsWhatWasThereBeforeTheCancellation() {
        cancellation.request();
        client.statement(StatementState.RUNNING).statement(StatementState.AVAILABLE, OK);
        assertThat(run()).isEqualTo(OK);
    }

    @Test
    void doesNotWaitForCodeThatCannotBeStopped() {
        cancellation.request();
        client.session(SessionState.BUSY).statement(StatementState.CANCELLING);
        assertThat(run()).isEqualTo(new StatementOutput.Cancelled(true));
    }

    @Test
    void noticesASessionThatDiesMeanwhile() {
        client.log = List.of("killed by the cluster");
        client.session(SessionState.BUSY).session(SessionState.DEAD).statement(StatementState.RUNNING);
        assertThatThrownBy(this::run)
                .isInstanceOf(LivyException.SessionOver.class)
                .hasMessage(
                        "The Spark session 4 has ended (state dead). Its variables and views are lost. The next cell"
                                + " starts a new session; run the cells again that made what it needs.\nThe end of its log:\n"
                                + "  killed by the cluster");
        assertThat(client.calls.stream().filter("session 4"::equals)).hasSize(2);
    }

    @Test
    void noticesASessionThatHasExpired() {
        client.statement(new LivyException.NotFound("session 4", "Session '4' not found"));
        assertThatThrownBy(this::run)
                .isInstanceOf(LivyException.SessionOver.class)
                .hasMessage(
                        "The Spark session 4 is gone: it has ended or expired. Its variables and views are lost. The"
                                + " next cell starts a new session; run the cells again that made what it needs.");
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
        assertThat(run())
                .isEqualTo(new StatementOutput.Failed("Error", "Livy kept no output of the statement", List.of()));
    }
}
