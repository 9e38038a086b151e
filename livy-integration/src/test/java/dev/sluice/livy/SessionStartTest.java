package dev.sluice.livy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SessionStartTest {

    private static final SessionRequest REQUEST = new SessionRequest("n", null, null, Map.of());

    private final ScriptedClient client = new ScriptedClient();
    private final ManualTicker ticker = new ManualTicker();
    private final Cancellation cancellation = new Cancellation();
    private final List<String> heard = new ArrayList<>();

    private LivySession start() {
        return new SessionStart(client, ticker)
                .start(
                        REQUEST,
                        cancellation,
                        (session, elapsed) -> heard.add(session.state().word() + ' ' + elapsed.toMillis()));
    }

    @Test
    void waitsUntilTheSessionIsIdle() {
        client.session(SessionState.NOT_STARTED).session(SessionState.STARTING).session(SessionState.IDLE);
        assertThat(start().state()).isEqualTo(SessionState.IDLE);
        assertThat(heard).containsExactly("not_started 0", "starting 20");
        assertThat(ticker.pauses).hasSize(2);
    }

    @Test
    void waitsLongerAndLongerButNotTooLong() {
        for (int i = 0; i < 20; i++) {
            client.session(SessionState.UNKNOWN);
        }
        client.session(SessionState.BUSY);
        start();
        assertThat(ticker.pauses.get(0).toMillis()).isEqualTo(20);
        assertThat(ticker.pauses.get(1).toMillis()).isEqualTo(30);
        assertThat(ticker.pauses.get(19).toMillis()).isEqualTo(500);
    }

    @Test
    void showsTheLogOfASessionThatDies() {
        client.log = List.of("stdout: ", "\nstderr: ", "one\ntwo", "\nYARN Diagnostics: ");
        client.session(SessionState.STARTING).session(SessionState.DEAD);
        assertThatThrownBy(this::start)
                .isInstanceOf(LivyException.StartFailed.class)
                .hasMessage(
                        "The Spark session 4 did not start: it is dead. Check its settings (%%configure) and whether"
                                + " the Spark pool has room, then run the cell again.\nThe end of its log:\n  one\n  two");
    }

    @Test
    void tellsOfASessionThatIsGone() {
        client.session(SessionState.STARTING).session(new LivyException.NotFound("session 4", "gone"));
        assertThatThrownBy(this::start)
                .isInstanceOf(LivyException.StartFailed.class)
                .hasMessage(
                        "The Spark session 4 did not start: it is gone. Check its settings (%%configure) and whether"
                                + " the Spark pool has room, then run the cell again.");
    }

    @Test
    void givesUpWhenTheUserDoes() {
        cancellation.request();
        client.session(SessionState.STARTING);
        assertThatThrownBy(this::start)
                .isInstanceOf(LivyException.StartCancelled.class)
                .hasMessage("The start of the Spark session 4 was cancelled. The next cell starts a new one.");
        assertThat(client.calls).containsExactly("create", "release 4");
    }
}
