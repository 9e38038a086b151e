package dev.sluice.pool.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.pool.sql.tds.login.Password;
import dev.sluice.pool.sql.tds.server.Authenticator;
import dev.sluice.pool.sql.tds.server.LoginRefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class LoginThrottleTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Password GOOD = new Password("good");
    private static final Password WRONG = new Password("wrong");

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private int checked;

    private final LoginThrottle throttle = new LoginThrottle(
            new Authenticator() {
                @Override
                public String password(String user, Password password, InetAddress client)
                        throws LoginRefusedException {
                    checked++;
                    if (password.matches("good")) {
                        return user;
                    }
                    throw LoginRefusedException.password(user);
                }

                @Override
                public String token(Password token) throws LoginRefusedException {
                    throw LoginRefusedException.expiredToken();
                }
            },
            "admin"::equals,
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            });

    private void fail(String user, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(state(user, WRONG)).isEqualTo(1);
        }
    }

    /** State of the error that a login is refused with; 0 if it is let in. */
    private int state(String user, Password password) {
        LoginRefusedException refusal =
                catchThrowableOfType(LoginRefusedException.class, () -> throttle.password(user, password, HERE));
        if (refusal == null) {
            return 0;
        }
        assertThat(refusal).hasMessage("Login failed for user '" + user + "'.");
        return refusal.state();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void looksAtNoPasswordForAWhileAfterManyFailures() {
        fail("mary", 10);
        assertThat(state("mary", WRONG)).isEqualTo(113);
        assertThat(state("Mary", GOOD)).isEqualTo(113);
        assertThat(checked).isEqualTo(10);
        pass(Duration.ofSeconds(1));
        assertThat(state("mary", GOOD)).isZero();
        fail("mary", 10);
    }

    @Test
    void pausesLongerWithEachFailureUpToSomeSeconds() {
        fail("mary", 10);
        for (int seconds : new int[] {1, 2, 4, 8, 8}) {
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(state("mary", GOOD)).isEqualTo(113);
            pass(Duration.ofNanos(1));
            fail("mary", 1);
        }
        pass(Duration.ofSeconds(8));
        assertThat(state("mary", GOOD)).isZero();
    }

    @Test
    void keepsNobodyElseOut() throws Exception {
        fail("mary", 10);
        assertThat(state("john", GOOD)).isZero();
        InetAddress elsewhere = address(10);
        assertThat(throttle.password("mary", GOOD, elsewhere)).isEqualTo("mary");
    }

    private static InetAddress address(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    }

    @Test
    void neverKeepsOutWhosePasswordNobodyGuesses() {
        fail("admin", 100);
        assertThat(state("admin", GOOD)).isZero();
    }

    @Test
    void forgetsFailuresThatAreLongAgo() {
        fail("mary", 10);
        pass(Duration.ofMinutes(10).plusSeconds(2));
        fail("mary", 10);
        assertThat(state("mary", GOOD)).isEqualTo(113);
    }

    @Test
    void remembersThoseWhoFailedLast() {
        fail("mary", 10);
        for (int i = 0; i < 1000; i++) {
            fail("user" + i, 1);
        }
        assertThat(state("mary", GOOD)).isZero();
    }

    @Test
    void leavesTokensToOthers() {
        for (int i = 0; i < 20; i++) {
            assertThat(catchThrowableOfType(LoginRefusedException.class, () -> throttle.token(WRONG)))
                    .hasMessageEndingWith("Token is expired.");
        }
    }
}
