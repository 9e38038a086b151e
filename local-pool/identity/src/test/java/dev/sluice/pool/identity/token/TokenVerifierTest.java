package dev.sluice.pool.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.pool.identity.token.TokenRejectedException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenVerifierTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final RSAKey KEY = key();
    private static final RSAKey FOREIGN_KEY = key();

    private final TokenIssuer issuer = issuer(KEY, NOW);

    @Test
    void acceptsWhatTheIssuerIssues() throws TokenRejectedException {
        AccessToken token = issuer.issue("sluice-spark", TokenAudience.STORAGE);
        VerifiedToken verified = verifierAt(NOW).verify(token.value());
        assertThat(verified.principal()).isEqualTo("sluice-spark");
        assertThat(verified.objectId()).hasSize(36);
        assertThat(verified.expiresAt()).isEqualTo(NOW.plusSeconds(3600)).isEqualTo(token.expiresAt());
    }

    @Test
    void givesAPrincipalTheSameObjectIdEveryTime() throws TokenRejectedException {
        String first = issuer.issue("a", TokenAudience.STORAGE).value();
        String second = issuer.issue("a", TokenAudience.STORAGE).value();
        String other = issuer.issue("b", TokenAudience.STORAGE).value();
        TokenVerifier verifier = verifierAt(NOW);
        assertThat(verifier.verify(first).objectId())
                .isEqualTo(verifier.verify(second).objectId())
                .isNotEqualTo(verifier.verify(other).objectId());
    }

    @Test
    void acceptsATokenUntilTheSecondBeforeItsEnd() throws TokenRejectedException {
        String token = issuer.issue("p", TokenAudience.STORAGE).value();
        assertThat(verifierAt(NOW.plusSeconds(3599)).verify(token).principal()).isEqualTo("p");
    }

    @Test
    void refusesATokenFromItsEndOn() {
        String token = issuer.issue("p", TokenAudience.STORAGE).value();
        assertRefused(
                verifierAt(NOW.plusSeconds(3600)), token, Reason.EXPIRED, "The token expired at 2026-03-01T13:00:00Z");
    }

    @Test
    void refusesATokenBeforeItsBegin() {
        String token = issuer.issue("p", TokenAudience.STORAGE).value();
        assertRefused(
                verifierAt(NOW.minusSeconds(1)),
                token,
                Reason.NOT_YET_VALID,
                "The token is not valid before 2026-03-01T12:00:00Z");
    }

    @Test
    void refusesATokenForAnotherService() {
        String token = issuer.issue("p", TokenAudience.SQL_POOL).value();
        assertRefused(
                verifierAt(NOW),
                token,
                Reason.WRONG_AUDIENCE,
                "The token is for https://database.windows.net/, not for https://storage.azure.com/");
    }

    @Test
    void refusesATokenOfAnotherIssuer() {
        String token = signed(claims -> claims.issuer("https://login.microsoftonline.com/local/"));
        assertRefused(
                verifierAt(NOW),
                token,
                Reason.WRONG_ISSUER,
                "The token was issued by https://login.microsoftonline.com/local/, not by the local pool's token service");
    }

    @Test
    void refusesATokenSignedWithAnotherKey() {
        String token =
                issuer(FOREIGN_KEY, NOW).issue("p", TokenAudience.STORAGE).value();
        assertRefused(
                verifierAt(NOW),
                token,
                Reason.BAD_SIGNATURE,
                "The token is not signed by the local pool's token service");
    }

    @Test
    void refusesATokenWhoseClaimsWereChanged() {
        String[] parts = issuer.issue("p", TokenAudience.STORAGE).value().split("\\.", -1);
        String[] others = issuer.issue("q", TokenAudience.STORAGE).value().split("\\.", -1);
        assertRefused(
                verifierAt(NOW),
                parts[0] + "." + others[1] + "." + parts[2],
                Reason.BAD_SIGNATURE,
                "The token is not signed by the local pool's token service");
    }

    @Test
    void refusesATokenThatChoosesASymmetricSignature() throws JOSEException {
        // The classical forgery: the public key, which everybody knows, taken for a shared secret.
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID()).build();
        SignedJWT token = new SignedJWT(header, claims().build());
        token.sign(new MACSigner(KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        assertRefused(
                verifierAt(NOW),
                token.serialize(),
                Reason.BAD_SIGNATURE,
                "The token is not signed by the local pool's token service");
    }

    @Test
    void refusesATokenWithoutASignature() {
        assertRefused(
                verifierAt(NOW),
                new PlainJWT(claims().build()).serialize(),
                Reason.MALFORMED,
                "The token is no signed JWT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b", "a.b.c", "....", "ey.ey.ey"})
    void refusesWhatIsNoToken(String text) {
        assertRefused(verifierAt(NOW), text, Reason.MALFORMED, "The token is no signed JWT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "nbf", "exp", "sub", "oid"})
    void refusesATokenThatLacksAClaim(String claim) {
        String token = signed(claims -> claims.claim(claim, null));
        assertRefused(verifierAt(NOW), token, Reason.MALFORMED, "The token has no claim " + claim);
    }

    @Test
    void refusesAnObjectIdThatIsNoText() {
        String token = signed(claims -> claims.claim("oid", 7));
        assertRefused(verifierAt(NOW), token, Reason.MALFORMED, "The token's claim oid is no text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://storage.azure.com/", "https://storage.azure.com"})
    void acceptsAnAudienceWithAndWithoutATrailingSlash(String audience) throws TokenRejectedException {
        String token = signed(claims -> claims.audience(audience));
        assertThat(verifierAt(NOW).verify(token).principal()).isEqualTo("p");
    }

    @Test
    void refusesToIssueTokensThatNobodyCouldUse() {
        assertThatThrownBy(() -> new TokenIssuer(KEY, 1, Duration.ofMillis(999), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid token lifetime: 0 s, at least 1 s is needed");
    }

    @Test
    void showsNoTokenInItsText() {
        AccessToken token = issuer.issue("p", TokenAudience.STORAGE);
        assertThat(token).hasToString("AccessToken[audience=STORAGE, expiresAt=2026-03-01T13:00:00Z]");
    }

    private static void assertRefused(TokenVerifier verifier, String token, Reason reason, String message) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOfSatisfying(
                        TokenRejectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessage(message);
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> change) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build();
        SignedJWT token = new SignedJWT(header, change.apply(claims()).build());
        try {
            token.sign(new RSASSASigner(KEY));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://127.0.0.1:4711/local/")
                .audience("https://storage.azure.com/")
                .subject("p")
                .claim("oid", "00000000-0000-0000-0000-000000000001")
                .notBeforeTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static TokenIssuer issuer(RSAKey key, Instant now) {
        return new TokenIssuer(key, 4711, Duration.ofHours(1), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static TokenVerifier verifierAt(Instant now) {
        return new TokenVerifier(
                new JWKSet(KEY.toPublicJWK()), TokenAudience.STORAGE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
