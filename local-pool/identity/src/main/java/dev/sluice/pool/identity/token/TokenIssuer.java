package dev.sluice.pool.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;

/**
 * Issues access tokens: JWTs signed with RS256, with the claims of a Microsoft Entra ID v1 token that services look at
 * ({@code iss aud sub oid appid tid iat nbf exp}).
 */
public final class TokenIssuer {

    /** The one tenant of the local pool. */
    public static final String TENANT = "local";

    private final RSAKey signingKey;
    private final String issuer;
    private final Duration lifetime;
    private final Clock clock;

    /**
     * @param signingKey private key, with its key id
     * @param port port of the token service on 127.0.0.1, part of the issuer's name
     * @param lifetime how long tokens are valid, at least a second
     */
    public TokenIssuer(RSAKey signingKey, int port, Duration lifetime, Clock clock) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "Invalid token lifetime: " + lifetime.toSeconds() + " s, at least 1 s is needed");
        }
        this.signingKey = signingKey;
        this.issuer = "https://127.0.0.1:" + port + "/" + TENANT + "/";
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Returns the name of this issuer, as it stands in {@code iss}. */
    public String issuer() {
        return issuer;
    }

    /** Returns how long the tokens are valid. */
    public Duration lifetime() {
        return lifetime;
    }

    /**
     * Issues a token.
     *
     * @param principal name of the service principal, the token's {@code sub} and {@code appid}
     */
    public AccessToken issue(String principal, TokenAudience audience) {
        Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plus(lifetime);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience.resource())
                .subject(principal)
                .claim("appid", principal)
                .claim("oid", objectId(principal))
                .claim("tid", TENANT)
                .claim("idtyp", "app")
                .claim("ver", "1.0")
                .issueTime(Date.from(issuedAt))
                .notBeforeTime(Date.from(issuedAt))
                .expirationTime(Date.from(expiresAt))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(signingKey.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(signingKey));
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot sign a token with key " + signingKey.getKeyID(), e);
        }
        return new AccessToken(token.serialize(), audience, expiresAt);
    }

    /** A directory gives each principal an object id; here it follows from the name, so that it survives a new folder. */
    private static String objectId(String principal) {
        return UUID.nameUUIDFromBytes(principal.getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
