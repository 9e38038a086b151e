package dev.sluice.pool.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.sql.tds.login.Password;
import dev.sluice.pool.sql.tds.server.LoginRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityAuthenticatorTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();

    @TempDir
    static Path folder;

    private static LocalIdentity identity;
    private static IdentityAuthenticator authenticator;

    @BeforeAll
    static void open() throws IOException {
        identity = LocalIdentity.openOrCreate(folder.resolve("identity"));
        authenticator = new IdentityAuthenticator(
                "sluice",
                identity.sqlPassword(),
                (login, password) ->
                        login.equals("mary") && String.valueOf(password).equals("Pa55"),
                identity.tokenVerifier(TokenAudience.SQL_POOL, CLOCK));
    }

    private static Password token(TokenAudience audience, Duration age) throws IOException {
        Clock then = Clock.fixed(NOW.minus(age), ZoneOffset.UTC);
        return new Password(identity.tokenIssuer(1, Duration.ofHours(1), then)
                .issue("sluice-spark", audience)
                .value());
    }

    @Test
    void letsTheAdministratorIn() throws Exception {
        assertThat(authenticator.password(
                        "SLUICE", new Password(identity.sqlPassword().value()), CLIENT))
                .isEqualTo("sluice");
    }

    @Test
    void letsOtherLoginsIn() throws LoginRefusedException {
        assertThat(authenticator.password("mary", new Password("Pa55"), CLIENT)).isEqualTo("mary");
    }

    @Test
    void refusesWrongPasswordsAndUnknownUsersAlike() {
        for (String user : new String[] {"sluice", "mary", "nobody"}) {
            assertThatExceptionOfType(LoginRefusedException.class)
                    .isThrownBy(() -> authenticator.password(user, new Password("wrong"), CLIENT))
                    .withMessage("Login failed for user '" + user + "'.")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo("unknown user or wrong password"));
        }
    }

    @Test
    void letsTheOwnerOfATokenIn() throws Exception {
        assertThat(authenticator.token(token(TokenAudience.SQL_POOL, Duration.ofMinutes(59))))
                .isEqualTo("sluice-spark");
    }

    @Test
    void saysThatATokenIsExpired() {
        assertThatExceptionOfType(LoginRefusedException.class)
                .isThrownBy(() -> authenticator.token(token(TokenAudience.SQL_POOL, Duration.ofMinutes(60))))
                .withMessage("Login failed for user '<token-identified principal>'. Token is expired.");
    }

    @Test
    void refusesATokenForAnotherServiceAndSaysWhyInTheLogOnly() {
        assertThatExceptionOfType(LoginRefusedException.class)
                .isThrownBy(() -> authenticator.token(token(TokenAudience.STORAGE, Duration.ZERO)))
                .withMessage("Login failed for user '<token-identified principal>'.")
                .satisfies(e -> assertThat(e.reason())
                        .isEqualTo("The token is for https://storage.azure.com/, not for"
                                + " https://database.windows.net/"));
        assertThatExceptionOfType(LoginRefusedException.class)
                .isThrownBy(() -> authenticator.token(new Password("nonsense")))
                .withMessage("Login failed for user '<token-identified principal>'.");
    }
}
