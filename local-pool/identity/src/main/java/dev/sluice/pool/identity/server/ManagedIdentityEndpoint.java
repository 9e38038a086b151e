package dev.sluice.pool.identity.server;

import dev.sluice.pool.identity.secret.Secret;
import dev.sluice.pool.identity.token.AccessToken;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.identity.token.TokenIssuer;
import java.util.Map;
import java.util.Optional;

/**
 * Managed identity as Azure App Service offers it to processes through {@code IDENTITY_ENDPOINT} and
 * {@code IDENTITY_HEADER}, which is what azure-identity looks for first.
 *
 * <p>Source: Microsoft Learn, "How to use managed identities for App Service", REST endpoint reference.
 */
final class ManagedIdentityEndpoint implements Endpoint {

    private static final String API_VERSION = "2019-08-01";

    private final TokenIssuer issuer;
    private final Secret identityHeader;

    ManagedIdentityEndpoint(TokenIssuer issuer, Secret identityHeader) {
        this.issuer = issuer;
        this.identityHeader = identityHeader;
    }

    @Override
    public Reply answer(Request request) {
        if (!request.method().equals("GET")) {
            return failure(405, "Managed identity tokens are asked for by GET, not by " + request.method());
        }
        if (!identityHeader.isEqualTo(request.identityHeader())) {
            return failure(
                    401,
                    "The header X-IDENTITY-HEADER is missing or wrong; send the value of the environment variable"
                            + " IDENTITY_HEADER");
        }
        String version = request.parameter("api-version").orElse("none");
        if (!version.equals(API_VERSION)) {
            return failure(400, "Unsupported api-version: " + version + "; use " + API_VERSION);
        }
        String resource = request.parameter("resource").orElse("none");
        Optional<TokenAudience> audience = TokenAudience.ofResource(resource);
        if (audience.isEmpty()) {
            return failure(400, UnknownResource.message(resource));
        }
        AccessToken token = issuer.issue(Callers.MANAGED_IDENTITY, audience.get());
        return Reply.ok(Map.of(
                "access_token",
                token.value(),
                "expires_on",
                Long.toString(token.expiresAt().getEpochSecond()),
                "resource",
                resource,
                "token_type",
                "Bearer"));
    }

    private static Reply failure(int status, String message) {
        return new Reply(status, Map.of("statusCode", status, "message", message));
    }
}
