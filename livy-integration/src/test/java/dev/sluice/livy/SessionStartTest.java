package dev.sluice.livy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SessionStartTest {

    private final LivyException lost = new LivyException.AnswerLost("http://livy", "the connection broke", null);

    private final ScriptedClient client = new ScriptedClient();
    private final ManualTicker ticker = new ManualTicker();
    private final Cancellation cancellation = new Cancellation();
    private final List<String> heard = new ArrayList<>();

    private int requests;

    private LivySession start() {
        return new SessionStart(client, ticker)
                .start(
                        () -> new SessionRequest("n" + requests++, null, null, Map.of()),
                        cancellation,
                        new SessionStart.Listener() {
                            @Override
                            public void starting(LivySession session, Duration elapsed) {
                                heard.add(session.state().word() + ' ' + elapsed.toMillis());
                            }

                            @Override
                            public void startsAgain(LivyException.StartFailed failure) {
                                heard.add("again: " + failure.reason());
                            }

                            @Override
                            public void unanswered(LivyException failure, Duration elapsed) {
                                heard.add("unanswered: " + failure.reason());
                            }
                        });
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
        client.session(SessionState.STARTING)
                .session(SessionState.DEAD)
                .session(SessionState.STARTING)
                .session(SessionState.DEAD);
        assertThatThrownBy(this::start)
                .isInstanceOf(LivyException.StartFailed.class)
                .hasMessage(
                        "The Spark session 4 did not start: it is dead. Check its settings (%%configure) and whether"
                                + " the Spark pool has room, then run the cell again.\nThe end of its log:\n  one\n  two");
    }

    @Test
    void tellsOfASessionThatIsGone() {
        client.session(SessionState.STARTING)
                .session(SessionState.DEAD)
                .session(SessionState.STARTING)
                .session(new LivyException.NotFound("session 4", "gone"));
        assertThatThrownBy(this::start)
                .isInstanceOf(LivyException.StartFailed.class)
                .hasMessage(
                        "The Spark session 4 did not start: it is gone. Check its settings (%%configure) and whether"
                                + " the Spark pool has room, then run the cell again.");
    }

    @Test
    void waitsForAServerThatTurnsItAway() {
        client.session(new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(40)))
                .session(SessionState.STARTING)
                .session(SessionState.IDLE);

        assertThat(start().state()).isEqualTo(SessionState.IDLE);

        assertThat(heard).containsExactly("unanswered: HTTP 429, slow down", "starting 40000");
        assertThat(ticker.pauses.get(0)).hasSeconds(40);
        assertThat(client.calls).containsExactly("create", "create", "session 4");
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void waitsForSuchAServerNoLongerThanTheUserDoes() {
        client.session(new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(40)));
        cancellation.request();
        assertThatThrownBy(this::start).isInstanceOf(LivyException.StartCancelled.class);
        assertThat(client.calls).containsExactly("create");
    }

    @Test
    void tellsOfAServerThatTurnsItAwayForMinutes() {
        client.session(new LivyException.Busy("http://livy", 429, "slow down", Duration.ofHours(1)));
        assertThatThrownBy(this::start)
                .isInstanceOf(LivyException.Busy.class)
                .hasMessage(
                        "Livy at http://livy takes no more requests for now (HTTP 429): slow down. Run the cell again"
                                + " in 3600 s.");
        assertThat(ticker.waited()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7));
    }

    /** A gateway may have passed the request on before it answered 503. */
    @Test
    void makesNoSecondSessionBehindAGateway() {
        client.session(new LivyException.Busy("http://livy", 503, "slow down", Duration.ofSeconds(40)));
        client.namedAnswers.add(
                () -> Optional.of(new LivySession("4", "n0", null, SessionState.IDLE, null, null, List.of())));
        assertThat(start().state()).isEqualTo(SessionState.IDLE);
        assertThat(client.calls).containsExactly("create", "named n0");
    }

    @Test
    void aNewSessionMayBeUnknownForAWhile() {
        client.session(SessionState.STARTING)
                .session(new LivyException.NotFound("session 4", "not found"))
                .session(new LivyException.NotFound("session 4", "not found"))
                .session(SessionState.IDLE);
        assertThat(start().state()).isEqualTo(SessionState.IDLE);
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void aNewSessionMayBeUnknownForAWhileAlsoIfItsMakingTookLong() {
        client.session(new LivyException.Busy("http://livy", 429, "slow down", Duration.ofSeconds(40)))
                .session(SessionState.STARTING)
                .session(new LivyException.NotFound("session 4", "not found"))
                .session(SessionState.IDLE);
        assertThat(start().state()).isEqualTo(SessionState.IDLE);
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void aSessionThatWasThereMayNot() {
        client.session(SessionState.STARTING)
                .session(SessionState.STARTING)
                .session(new LivyException.NotFound("session 4", "not found"))
                .session(SessionState.IDLE);
        assertThat(start().state()).isEqualTo(SessionState.IDLE);
        assertThat(heard).contains("again: session 4 is gone");
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void startsOnceMoreUnderAnotherNameWhenASessionEndsByItself() {
        client.session(SessionState.STARTING)
                .session(SessionState.DEAD)
                .session(SessionState.STARTING)
                .session(SessionState.IDLE);
        assertThat(start().state()).isEqualTo(SessionState.IDLE);
        assertThat(heard).containsExactly("starting 0", "again: session 4 is dead", "starting 0");
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void waitsThroughAnOutage() {
        client.session(SessionState.STARTING)
                .session(lost)
                .session(new LivyException.Failed("session 4", 502, "Bad Gateway"))
                .session(new LivyException.NotLivy("http://livy", "its answer is a web page", null))
                .session(SessionState.IDLE);
        assertThat(start().state()).isEqualTo(SessionState.IDLE);
        assertThat(heard)
                .containsExactly(
                        "starting 0",
                        "unanswered: the connection broke",
                        "unanswered: HTTP 502, Bad Gateway",
                        "unanswered: its answer is a web page");
    }

    @Test
    void givesUpAfterMinutesWithoutAnAnswer() {
        client.session(SessionState.STARTING).session(lost);
        assertThatThrownBy(this::start).isSameAs(lost);
        assertThat(ticker.waited()).isBetween(Outage.LIMIT, Outage.LIMIT.plusSeconds(2));
    }

    @Test
    void findsASessionByItsNameWhenTheAnswerToItsCreationWasLost() {
        client.session(lost).session(SessionState.IDLE);
        client.namedAnswers.add(Optional::empty);
        client.namedAnswers.add(() -> Optional.of(client.session(new SessionKey("4", "n0", null))));
        assertThat(start().state()).isEqualTo(SessionState.IDLE);
        assertThat(client.calls).containsExactly("create", "named n0", "named n0", "session 4");
    }

    @Test
    void tellsSoonThatAnAddressIsWrong() {
        LivyException page = new LivyException.NotLivy("http://livy", "its answer is a web page", null);
        client.session(page);
        client.namedAnswers.add(() -> {
            throw page;
        });
        assertThatThrownBy(this::start).isSameAs(page);
        assertThat(ticker.waited()).isBetween(SessionStart.PAGES_LIMIT, SessionStart.PAGES_LIMIT.plusSeconds(1));
    }

    @Test
    void doesNotLookForASessionForEver() {
        client.session(lost);
        client.namedAnswers.add(() -> {
            throw lost;
        });
        assertThatThrownBy(this::start).isSameAs(lost);
        assertThat(ticker.waited()).isBetween(SessionStart.SILENCE_LIMIT, SessionStart.SILENCE_LIMIT.plusSeconds(1));
    }

    @Test
    void startsNoOtherSessionWhenTheUserHasGivenUp() {
        client.session(SessionState.STARTING);
        client.sessionAnswers.add(() -> {
            cancellation.request();
            return client.dead();
        });
        assertThatThrownBy(this::start).isInstanceOf(LivyException.StartFailed.class);
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void tellsOfACreationThatDidNotArrive() {
        client.session(lost);
        assertThatThrownBy(this::start).isSameAs(lost);
        assertThat(client.calls.stream().filter("create"::equals)).hasSize(1);
    }

    @Test
    void tellsAtOnceThatTheServerFailedToCreate() {
        LivyException failed = new LivyException.Failed("the new session", 500, "boom");
        client.session(failed);
        assertThatThrownBy(this::start).isSameAs(failed);
        assertThat(client.calls).containsExactly("create", "named n0");
    }

    @Test
    void givesUpTheLookupWhenTheUserDoes() {
        client.sessionAnswers.add(() -> {
            cancellation.request();
            throw lost;
        });
        assertThatThrownBy(this::start)
                .isInstanceOf(LivyException.StartCancelled.class)
                .hasMessage("The start of the Spark session n0 was cancelled. The next cell starts a new one.");
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
