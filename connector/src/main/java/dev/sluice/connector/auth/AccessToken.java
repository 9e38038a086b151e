package dev.sluice.connector.auth;

import java.time.Instant;

/**
 * A bearer token and when it ends. {@link #toString} does not show the token.
 *
 * @param text the token as it is sent
 */
public record AccessToken(String text, Instant expiry) {

    @Override
    public String toString() {
        return "AccessToken[***, expiry=" + expiry + "]";
    }
}
