package dev.sluice.pool.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.pool.identity.token.TokenRejectedException.Reason;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens for one service: form, signature, issuer, audience, {@code nbf}, {@code exp}, in this order. There
 * is no tolerance for clocks that differ, since issuer and service run on one machine.
 */
public final class TokenVerifier {

    /** The port is the token service's own and changes from start to start. */
    private static final Pattern ISSUER =
            Pattern.compile("https://127\\.0\\.0\\.1:\\d{1,5}/" + TokenIssuer.TENANT + "/");

    private final JWKSet keys;
    private final TokenAudience audience;
    private final Clock clock;

    /**
     * @param keys public keys of the token service
     * @param audience the service that checks
     */
    public TokenVerifier(JWKSet keys, TokenAudience audience, Clock clock) {
        this.keys = keys;
        this.audience = audience;
        this.clock = clock;
    }

    /**
     * Checks a token.
     *
     * @param token JWT in compact form, without {@code Bearer}
     * @throws TokenRejectedException if it is not accepted, with the reason
     */
    public VerifiedToken verify(String token) throws TokenRejectedException {
        JWTClaimsSet claims = signedClaims(token);
        String issuer = required("iss", claims.getIssuer());
        if (!ISSUER.matcher(issuer).matches()) {
            throw new TokenRejectedException(
                    Reason.WRONG_ISSUER,
                    "The token was issued by " + issuer + ", not by the local pool's token service");
        }
        if (claims.getAudience().stream().noneMatch(audience::isNamedBy)) {
            throw new TokenRejectedException(
                    Reason.WRONG_AUDIENCE,
                    "The token is for " + String.join(", ", claims.getAudience()) + ", not for " + audience.resource());
        }
        Instant now = clock.instant();
        Instant notBefore = required("nbf", claims.getNotBeforeTime()).toInstant();
        if (now.isBefore(notBefore)) {
            throw new TokenRejectedException(Reason.NOT_YET_VALID, "The token is not valid before " + notBefore);
        }
        Instant expiresAt = required("exp", claims.getExpirationTime()).toInstant();
        if (!now.isBefore(expiresAt)) {
            throw new TokenRejectedException(Reason.EXPIRED, "The token expired at " + expiresAt);
        }
        return new VerifiedToken(required("sub", claims.getSubject()), objectId(claims), expiresAt);
    }

    private JWTClaimsSet signedClaims(String token) throws TokenRejectedException {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWK key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
            // The algorithm is fixed here: a token must not choose how it is checked.
            if (key == null
                    || !JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    || !jwt.verify(new RSASSAVerifier(key.toRSAKey()))) {
                throw new TokenRejectedException(
                        Reason.BAD_SIGNATURE, "The token is not signed by the local pool's token service");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new TokenRejectedException(Reason.MALFORMED, "The token is no signed JWT");
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot check the signature of a token", e);
        }
    }

    private static String objectId(JWTClaimsSet claims) throws TokenRejectedException {
        try {
            return required("oid", claims.getStringClaim("oid"));
        } catch (ParseException e) {
            throw new TokenRejectedException(Reason.MALFORMED, "The token's claim oid is no text");
        }
    }

    private static <T> T required(String claim, @Nullable T value) throws TokenRejectedException {
        if (value == null) {
            throw new TokenRejectedException(Reason.MALFORMED, "The token has no claim " + claim);
        }
        return value;
    }
}
