package dev.sluice.pool.storage.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.sluice.pool.identity.secret.Secret;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.identity.token.TokenIssuer;
import dev.sluice.pool.identity.token.TokenVerifier;
import dev.sluice.pool.storage.Requests;
import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import dev.sluice.pool.storage.http.DfsRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuthenticatorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String DATE = "Sun, 01 Mar 2026 12:00:00 GMT";
    private static final byte[] KEY = "a key of the account".getBytes(StandardCharsets.UTF_8);
    private static final RSAKey SIGNING_KEY = signingKey();

    private static final String NOT_BY_TOKEN =
            "Server failed to authenticate the request. Please refer to the information in the www-authenticate header. ";
    private static final String NOT_BY_KEY =
            "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly"
                    + " including the signature. ";

    private final Authenticator authenticator = new Authenticator(
            "acct",
            new Secret(Base64.getEncoder().encodeToString(KEY)),
            new TokenVerifier(new JWKSet(SIGNING_KEY.toPublicJWK()), TokenAudience.STORAGE, clock(NOW)),
            clock(NOW));

    @Test
    void letsAGoodTokenPass() {
        String token = token(NOW, TokenAudience.STORAGE);
        assertThatCode(() -> authenticator.check(bearing(token))).doesNotThrowAnyException();
    }

    @Test
    void refusesAnExpiredTokenInTheWordsOfAzure() {
        String token = token(NOW.minus(Duration.ofHours(2)), TokenAudience.STORAGE);
        assertRefused(
                bearing(token),
                DfsError.INVALID_TOKEN,
                NOT_BY_TOKEN
                        + "Lifetime validation failed. The token is expired. The token expired at 2026-03-01T11:00:00Z.");
    }

    @Test
    void refusesATokenBeforeItsTime() {
        assertRefused(
                bearing(token(NOW.plusSeconds(60), TokenAudience.STORAGE)),
                DfsError.INVALID_TOKEN,
                NOT_BY_TOKEN + "Lifetime validation failed. The token is not yet valid. The token is not valid before"
                        + " 2026-03-01T12:01:00Z.");
    }

    @Test
    void refusesATokenForTheSqlPool() {
        assertRefused(
                bearing(token(NOW, TokenAudience.SQL_POOL)),
                DfsError.INVALID_TOKEN,
                NOT_BY_TOKEN + "Audience validation failed. Audience did not match. The token is for"
                        + " https://database.windows.net/, not for https://storage.azure.com/.");
    }

    @Test
    void refusesATokenOfSomebodyElse() {
        String token = new TokenIssuer(signingKey(), 1, Duration.ofHours(1), clock(NOW))
                .issue("p", TokenAudience.STORAGE)
                .value();
        assertRefused(
                bearing(token),
                DfsError.INVALID_TOKEN,
                NOT_BY_TOKEN
                        + "Signature validation failed. Token's signature is invalid. The token is not signed by the"
                        + " local pool's token service.");
    }

    @Test
    void refusesWhatIsNoToken() {
        assertRefused(
                bearing("nonsense"),
                DfsError.INVALID_TOKEN,
                NOT_BY_TOKEN + "The token is malformed. The token is no signed JWT.");
    }

    @Test
    void asksForCredentialsWhereThereAreNone() {
        assertRefused(
                Requests.request("GET /lake/a"),
                DfsError.NO_AUTHENTICATION,
                NOT_BY_TOKEN
                        + "The request has no Authorization header; send a bearer token or sign it with the account's"
                        + " key.");
        assertThatThrownBy(() -> authenticator.check(Requests.request("GET /lake/a")))
                .isInstanceOfSatisfying(
                        DfsException.class,
                        e -> assertThat(e.headers())
                                .containsEntry(
                                        "WWW-Authenticate",
                                        "Bearer authorization_uri=https://login.microsoftonline.com/local/oauth2/authorize"
                                                + " resource_id=https://storage.azure.com"));
    }

    @Test
    void refusesAnotherScheme() {
        assertRefused(
                Requests.request("GET /lake/a", "Authorization", "Basic dTpw"),
                DfsError.AUTHENTICATION_FAILED,
                NOT_BY_KEY
                        + "The local storage takes 'Bearer' and 'SharedKey' authorization, and the request has another.");
    }

    @Test
    void letsARequestPassThatIsSignedWithTheKey() {
        assertThatCode(() -> authenticator.check(signed("acct", KEY, "GET /lake/a%20b?action=getStatus", DATE)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesASignatureOfAnotherKey() {
        assertRefused(
                signed("acct", new byte[] {1}, "GET /lake/a", DATE),
                DfsError.AUTHENTICATION_FAILED,
                NOT_BY_KEY + "The signature was not made with the key of account 'acct'.");
    }

    @Test
    void refusesASignatureOfAnotherRequest() {
        String authorization =
                signed("acct", KEY, "GET /lake/a", DATE).header("authorization").orElseThrow();
        assertRefused(
                Requests.request("DELETE /lake/a", "x-ms-date", DATE, "Authorization", authorization),
                DfsError.AUTHENTICATION_FAILED,
                NOT_BY_KEY + "The signature was not made with the key of account 'acct'.");
    }

    /** What the signature of the first request would have let pass as well. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET /lake?action=a%0Adirectory:x&recursive=true|A parameter of a signed request holds a line break, or a colon in its name: its signature would be that of other parameters. Use a bearer token.
                    GET /lake?action=a%0Drecursive:x|A parameter of a signed request holds a line break, or a colon in its name: its signature would be that of other parameters. Use a bearer token.
                    GET /lake?a%0Ab=c|A parameter of a signed request holds a line break, or a colon in its name: its signature would be that of other parameters. Use a bearer token.
                    GET /lake?directory:a=b|A parameter of a signed request holds a line break, or a colon in its name: its signature would be that of other parameters. Use a bearer token.
                    """)
    void refusesASignedRequestWhoseSignatureFitsAnother(String line, String detail) {
        assertRefused(
                Requests.request(line, "x-ms-date", DATE, "Authorization", "SharedKey acct:AAAA"),
                DfsError.AUTHENTICATION_FAILED,
                NOT_BY_KEY + detail);
    }

    @Test
    void refusesASignedParameterThatIsThereTwice() {
        assertThatThrownBy(() -> authenticator.check(Requests.request(
                        "GET /lake?action=a&Action=b", "x-ms-date", DATE, "Authorization", "SharedKey acct:AAAA")))
                .hasMessageStartingWith(NOT_BY_KEY + "A signed request has the parameter '")
                .hasMessageEndingWith("' once, in whatever case.");
    }

    @Test
    void refusesAnotherAccount() {
        assertRefused(
                signed("other", KEY, "GET /lake/a", DATE),
                DfsError.AUTHENTICATION_FAILED,
                NOT_BY_KEY + "The account of this storage is 'acct'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Sun, 01 Mar 2026 11:44:59 GMT|Request date header too old: 'Sun, 01 Mar 2026 11:44:59 GMT' is more than 15 minutes off.
                    Sun, 01 Mar 2026 12:15:01 GMT|Request date header too old: 'Sun, 01 Mar 2026 12:15:01 GMT' is more than 15 minutes off.
                    yesterday|The request has no date.
                    """)
    void refusesASignedRequestOfAnotherTime(String date, String detail) {
        assertRefused(signed("acct", KEY, "GET /lake/a", date), DfsError.AUTHENTICATION_FAILED, NOT_BY_KEY + detail);
    }

    @Test
    void signsWhatAzureSigns() {
        DfsRequest request = Requests.withBody(
                "PUT /lake/k%3Dv/f?position=0&action=append",
                "12345",
                "x-ms-date",
                DATE,
                "X-MS-Version",
                " 2021-06-08 ",
                "Content-Type",
                "application/octet-stream",
                "If-Match",
                "\"0x1\"",
                "Range",
                "bytes=0-1",
                "Date",
                "not signed, as x-ms-date is there");
        assertThat(new SharedKey("acct", KEY).stringToSign(request))
                .isEqualTo("PUT\n\n\n5\n\napplication/octet-stream\n\n\n\"0x1\"\n\n\nbytes=0-1\nx-ms-date:" + DATE
                        + "\nx-ms-version:2021-06-08\n/acct/lake/k%3Dv/f\naction:append\nposition:0");
    }

    private void assertRefused(DfsRequest request, DfsError error, String message) {
        assertThatThrownBy(() -> authenticator.check(request))
                .isInstanceOfSatisfying(
                        DfsException.class, e -> assertThat(e.error()).isEqualTo(error))
                .hasMessage(message);
    }

    private static DfsRequest bearing(String token) {
        return Requests.request("GET /lake/a", "Authorization", "Bearer " + token);
    }

    private static DfsRequest signed(String account, byte[] key, String line, String date) {
        String signature = new SharedKey(account, key).signature(Requests.request(line, "x-ms-date", date));
        return Requests.request(line, "x-ms-date", date, "Authorization", "SharedKey " + account + ":" + signature);
    }

    private static String token(Instant issuedAt, TokenAudience audience) {
        return new TokenIssuer(SIGNING_KEY, 1, Duration.ofHours(1), clock(issuedAt))
                .issue("p", audience)
                .value();
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static RSAKey signingKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
