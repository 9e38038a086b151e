package dev.sluice.pool.identity.server;

import dev.sluice.pool.identity.token.TokenIssuer;
import java.util.List;
import java.util.Map;

/** OpenID Connect discovery: where this issuer's token endpoint and keys are. */
final class DiscoveryEndpoint implements Endpoint {

    private final TokenIssuer issuer;

    DiscoveryEndpoint(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public Reply answer(Request request) {
        return Reply.ok(Map.of(
                "issuer",
                issuer.issuer(),
                "token_endpoint",
                issuer.issuer() + "oauth2/v2.0/token",
                "jwks_uri",
                issuer.issuer() + "discovery/v2.0/keys",
                "authorization_endpoint",
                issuer.issuer() + "oauth2/v2.0/authorize",
                "grant_types_supported",
                List.of("client_credentials"),
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "client_secret_basic")));
    }
}
