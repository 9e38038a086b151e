package dev.sluice.pool.identity.token;

import java.time.Instant;

/**
 * What a token says that was found good.
 *
 * @param principal name of the service principal ({@code sub})
 * @param objectId the principal's id in the directory ({@code oid})
 * @param expiresAt the first moment at which the token is no longer accepted
 */
public record VerifiedToken(String principal, String objectId, Instant expiresAt) {}
