package dev.sluice.livy.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.ManualTicker;
import dev.sluice.livy.ScriptedClient;
import dev.sluice.livy.SessionKey;
import dev.sluice.livy.SessionRequest;
import dev.sluice.livy.SessionState;
import dev.sluice.livy.StatementState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RetryingLivyClientTest {

    private static final SessionKey KEY = new SessionKey("4", "n", null);

    private final LivyException away = new LivyException.Unreachable("http://livy", "connection refused", null);
    private final LivyException badGateway = new LivyException.Failed("session 4", 502, "Bad Gateway");
    private final LivyException broken = new LivyException.Failed("session 4", 500, "boom");

    private final ScriptedClient server = new ScriptedClient();
    private final ManualTicker ticker = new ManualTicker();
    private final RetryingLivyClient client = new RetryingLivyClient(server, ticker);

    @Test
    void looksAgainIfTheServerIsAwayForAMoment() {
        server.session(away).session(badGateway).session(SessionState.IDLE);
        assertThat(client.session(KEY).state()).isEqualTo(SessionState.IDLE);
        assertThat(ticker.pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(800));
    }

    @Test
    void givesUpAfterThreeLooks() {
        server.session(away);
        assertThatThrownBy(() -> client.session(KEY)).isSameAs(away);
        assertThat(server.calls).hasSize(3);
    }

    @Test
    void doesNotAskAgainForWhatIsBroken() {
        server.session(broken);
        assertThatThrownBy(() -> client.session(KEY)).isSameAs(broken);
        assertThat(server.calls).hasSize(1);
    }

    @Test
    void asksAgainWhenTheAnswerWasLost() {
        server.session(new LivyException.AnswerLost("http://livy", "the connection broke", null))
                .session(SessionState.IDLE);
        assertThat(client.session(KEY).state()).isEqualTo(SessionState.IDLE);
        assertThat(server.calls).hasSize(2);
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        server.session(new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(3)))
                .session(SessionState.IDLE);
        assertThat(client.session(KEY).state()).isEqualTo(SessionState.IDLE);
        assertThat(ticker.pauses).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void tellsTheUserOfALongWait() {
        LivyException busy = new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(90));
        server.session(busy);
        assertThatThrownBy(() -> client.session(KEY)).isSameAs(busy);
        assertThat(ticker.pauses).isEmpty();
    }

    @Test
    void endsASessionAgainWhenTheAnswerWasLost() {
        server.cancelAnswers.add(() -> {
            throw new LivyException.AnswerLost("http://livy", "the connection broke", null);
        });
        client.deleteSession(KEY);
        assertThat(server.calls).containsExactly("delete 4", "delete 4");
    }

    @Test
    void changesNothingTwice() {
        server.session(away).session(SessionState.IDLE);
        server.statement(away).statement(StatementState.WAITING);
        assertThatThrownBy(() -> client.createSession(new SessionRequest("n", null, null, Map.of())))
                .isSameAs(away);
        assertThatThrownBy(() -> client.postStatement(KEY, Language.SQL, "x")).isSameAs(away);
        assertThat(server.calls).containsExactly("create", "post sql x");
    }

    @Test
    void passesEverythingOn() {
        server.session(SessionState.IDLE).statement(StatementState.RUNNING);
        server.log = List.of("line");
        assertThat(client.address()).isEqualTo("http://livy");
        assertThat(client.sessions()).hasSize(1);
        assertThat(client.log(KEY, 1)).containsExactly("line");
        assertThat(client.statement(KEY, "9", Duration.ofSeconds(1)).state()).isEqualTo(StatementState.RUNNING);
        assertThat(client.sessionNamed("n", Duration.ofSeconds(1))).isEmpty();
        assertThat(client.complete(KEY, Language.SQL, "o", 1, Duration.ZERO)).containsExactly("one");
        client.deleteSession(KEY);
        client.releaseSession(KEY);
        client.cancelStatement(KEY, "9", Duration.ofSeconds(1));
        client.close();
        assertThat(server.calls)
                .containsExactly(
                        "sessions",
                        "log 4",
                        "statement 9",
                        "named n",
                        "complete",
                        "delete 4",
                        "release 4",
                        "cancel 9",
                        "close");
    }

    @Test
    void stopsLookingWhenItsThreadIsInterrupted() {
        server.session(away);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> client.session(KEY)).isSameAs(away);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(server.calls).hasSize(1);
    }
}
