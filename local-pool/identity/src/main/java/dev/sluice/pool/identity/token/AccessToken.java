package dev.sluice.pool.identity.token;

import java.time.Instant;

/**
 * A bearer token as it was issued. Its {@code toString} never shows the token.
 *
 * @param value the signed JWT in compact form
 * @param audience the service it is for
 * @param expiresAt the first moment at which it is no longer accepted, in whole seconds
 */
public record AccessToken(String value, TokenAudience audience, Instant expiresAt) {

    @Override
    public String toString() {
        return "AccessToken[audience=" + audience + ", expiresAt=" + expiresAt + "]";
    }
}
