package dev.sluice.pool.identity.server;

import dev.sluice.pool.identity.secret.Secret;
import dev.sluice.pool.identity.token.AccessToken;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.identity.token.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The OAuth 2 client credentials grant (RFC 6749, section 4.4) in both versions of Microsoft Entra ID: what the token is
 * for comes as {@code scope=<resource>/.default} or as {@code resource=<resource>}. The client proves itself by
 * {@code client_id} and {@code client_secret} in the form or by HTTP Basic.
 */
final class ClientCredentialsEndpoint implements Endpoint {

    private static final String DEFAULT_SCOPE = "/.default";
    private static final String BASIC = "Basic ";

    private final TokenIssuer issuer;
    private final Secret clientSecret;

    ClientCredentialsEndpoint(TokenIssuer issuer, Secret clientSecret) {
        this.issuer = issuer;
        this.clientSecret = clientSecret;
    }

    @Override
    public Reply answer(Request request) {
        if (!request.method().equals("POST")) {
            return Reply.error(405, "invalid_request", "Tokens are asked for by POST, not by " + request.method());
        }
        String grant = request.parameter("grant_type").orElse("none");
        if (!grant.equals("client_credentials")) {
            return Reply.error(
                    400, "unsupported_grant_type", "Unsupported grant_type: " + grant + "; use client_credentials");
        }
        if (!isKnownClient(request)) {
            return Reply.error(
                    401,
                    "invalid_client",
                    "Wrong client_id or client_secret; the client is " + Callers.CLIENT_ID
                            + " and its secret is in the file client-secret of the identity folder");
        }
        String resource = resource(request);
        Optional<TokenAudience> audience = TokenAudience.ofResource(resource);
        if (audience.isEmpty()) {
            return Reply.error(400, "invalid_resource", UnknownResource.message(resource));
        }
        AccessToken token = issuer.issue(Callers.CLIENT_ID, audience.get());
        long seconds = issuer.lifetime().toSeconds();
        return Reply.ok(Map.of(
                "token_type",
                "Bearer",
                "expires_in",
                seconds,
                "ext_expires_in",
                seconds,
                "expires_on",
                Long.toString(token.expiresAt().getEpochSecond()),
                "access_token",
                token.value()));
    }

    private boolean isKnownClient(Request request) {
        String authorization = request.authorization();
        if (authorization != null && authorization.startsWith(BASIC)) {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()));
            String[] given = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return given.length == 2 && isKnownClient(given[0], given[1]);
        }
        return isKnownClient(
                request.parameter("client_id").orElse(""),
                request.parameter("client_secret").orElse(""));
    }

    private boolean isKnownClient(String id, String secret) {
        return id.equals(Callers.CLIENT_ID) && clientSecret.isEqualTo(secret);
    }

    private static String resource(Request request) {
        String scope = request.parameter("scope").orElse("");
        if (scope.endsWith(DEFAULT_SCOPE)) {
            return scope.substring(0, scope.length() - DEFAULT_SCOPE.length());
        }
        return request.parameter("resource").orElse(scope.isEmpty() ? "none" : scope);
    }
}
