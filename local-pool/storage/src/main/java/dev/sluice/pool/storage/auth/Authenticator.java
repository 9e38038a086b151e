package dev.sluice.pool.storage.auth;

import dev.sluice.pool.identity.secret.Secret;
import dev.sluice.pool.identity.token.TokenRejectedException;
import dev.sluice.pool.identity.token.TokenVerifier;
import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.HttpDate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Lets requests pass that are signed with the account's key or carry a good bearer token. */
public final class Authenticator {

    private static final String BEARER = "Bearer ";
    private static final String SHARED_KEY = "SharedKey ";

    /** Azure's own tolerance for the date of a signed request. */
    private static final Duration MAX_AGE = Duration.ofMinutes(15);

    private final String account;
    private final SharedKey sharedKey;
    private final TokenVerifier tokens;
    private final Clock clock;

    /**
     * @param accountKey the account's key as base64
     * @param tokens check of bearer tokens for storage
     */
    public Authenticator(String account, Secret accountKey, TokenVerifier tokens, Clock clock) {
        this.account = account;
        this.sharedKey = new SharedKey(account, Base64.getDecoder().decode(accountKey.value()));
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Checks the credentials of a request.
     *
     * @throws DfsException if there are none (401) or they are not accepted (401 for tokens, 403 for keys)
     */
    public void check(DfsRequest request) {
        String credentials = request.header("authorization")
                .orElseThrow(
                        () -> challenge(
                                DfsError.NO_AUTHENTICATION.exception(
                                        "The request has no Authorization header; send a bearer token or sign it with the account's key.")));
        if (credentials.startsWith(BEARER)) {
            checkToken(credentials.substring(BEARER.length()).strip());
        } else if (credentials.startsWith(SHARED_KEY)) {
            checkSignature(request, credentials.substring(SHARED_KEY.length()).strip());
        } else {
            throw DfsError.AUTHENTICATION_FAILED.exception(
                    "The local storage takes 'Bearer' and 'SharedKey' authorization, and the request has another.");
        }
    }

    private void checkToken(String token) {
        try {
            tokens.verify(token);
        } catch (TokenRejectedException e) {
            throw challenge(DfsError.INVALID_TOKEN.exception(azureText(e) + " " + e.getMessage() + "."));
        }
    }

    private void checkSignature(DfsRequest request, String accountAndSignature) {
        String expected = account + ":" + sharedKey.signature(request);
        if (!accountAndSignature.startsWith(account + ":")) {
            throw DfsError.AUTHENTICATION_FAILED.exception("The account of this storage is '" + account + "'.");
        }
        if (!new Secret(expected).isEqualTo(accountAndSignature)) {
            throw DfsError.AUTHENTICATION_FAILED.exception(
                    "The signature was not made with the key of account '" + account + "'.");
        }
        Instant now = clock.instant();
        Instant date = request.header("x-ms-date")
                .or(() -> request.header("date"))
                .flatMap(HttpDate::parse)
                .orElseThrow(() -> DfsError.AUTHENTICATION_FAILED.exception("The request has no date."));
        if (Duration.between(date, now).abs().compareTo(MAX_AGE) > 0) {
            throw DfsError.AUTHENTICATION_FAILED.exception(
                    "Request date header too old: '" + HttpDate.format(date) + "' is more than 15 minutes off.");
        }
    }

    /** The texts that Azure Storage answers with. */
    private static String azureText(TokenRejectedException rejected) {
        return switch (rejected.reason()) {
            case EXPIRED -> "Lifetime validation failed. The token is expired.";
            case NOT_YET_VALID -> "Lifetime validation failed. The token is not yet valid.";
            case WRONG_AUDIENCE -> "Audience validation failed. Audience did not match.";
            case WRONG_ISSUER -> "Issuer validation failed. Issuer did not match.";
            case BAD_SIGNATURE -> "Signature validation failed. Token's signature is invalid.";
            case MALFORMED -> "The token is malformed.";
        };
    }

    private static DfsException challenge(DfsException refusal) {
        return refusal.withHeader(
                "WWW-Authenticate",
                "Bearer authorization_uri=https://login.microsoftonline.com/local/oauth2/authorize"
                        + " resource_id=https://storage.azure.com");
    }
}
