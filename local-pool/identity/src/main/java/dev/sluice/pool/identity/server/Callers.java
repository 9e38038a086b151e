package dev.sluice.pool.identity.server;

import dev.sluice.pool.identity.secret.Secret;

/**
 * Who may ask for tokens.
 *
 * @param identityHeader what processes with the pool's managed identity send as {@code X-IDENTITY-HEADER}
 * @param clientSecret secret of the OAuth client {@value #CLIENT_ID}
 */
public record Callers(Secret identityHeader, Secret clientSecret) {

    /** Name of the one OAuth client. */
    public static final String CLIENT_ID = "sluice-local";

    /** Name of the service principal that the pool's managed identity is. */
    public static final String MANAGED_IDENTITY = "sluice-spark";
}
