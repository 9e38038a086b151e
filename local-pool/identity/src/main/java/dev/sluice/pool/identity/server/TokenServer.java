package dev.sluice.pool.identity.server;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.pool.identity.service.LoopbackHttps;
import dev.sluice.pool.identity.service.RequestThreads;
import dev.sluice.pool.identity.service.RunningService;
import dev.sluice.pool.identity.token.TokenIssuer;
import java.io.IOException;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * The token service: an https server on 127.0.0.1.
 *
 * <pre>
 * GET  /msi/token                      managed identity, as App Service has it (api-version 2019-08-01)
 * POST /local/oauth2/token             OAuth 2 client credentials with resource=
 * POST /local/oauth2/v2.0/token        OAuth 2 client credentials with scope=
 * GET  /local/discovery/v2.0/keys      public keys
 * GET  /local/v2.0/.well-known/openid-configuration
 * </pre>
 */
public final class TokenServer implements RunningService {

    private final HttpsServer server;
    private final RequestThreads threads;

    private TokenServer(HttpsServer server, RequestThreads threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Makes the issuer once the port is known, which is part of its name. */
    @FunctionalInterface
    public interface IssuerOfPort {
        /** Returns the issuer of the token service that listens on this port. */
        TokenIssuer on(int port) throws IOException;
    }

    /**
     * Starts a server.
     *
     * @param port port on 127.0.0.1, 0 for any free one
     * @throws java.net.BindException if the port is taken
     */
    public static TokenServer start(
            int port, SSLContext tls, Callers callers, IssuerOfPort issuerOfPort, JWKSet publicKeys)
            throws IOException {
        HttpsServer server = LoopbackHttps.bind(port, tls);
        TokenIssuer issuer = issuerOfPort.on(server.getAddress().getPort());
        String tenant = "/" + TokenIssuer.TENANT;
        Map.of(
                        "/",
                        request -> Reply.error(404, "not_found", "There is nothing at " + request.path()),
                        "/msi/token",
                        new ManagedIdentityEndpoint(issuer, callers.identityHeader()),
                        tenant + "/oauth2/token",
                        new ClientCredentialsEndpoint(issuer, callers.clientSecret()),
                        tenant + "/oauth2/v2.0/token",
                        new ClientCredentialsEndpoint(issuer, callers.clientSecret()),
                        tenant + "/discovery/v2.0/keys",
                        request -> Reply.ok(publicKeys.toJSONObject()),
                        tenant + "/v2.0/.well-known/openid-configuration",
                        new DiscoveryEndpoint(issuer))
                .forEach((path, endpoint) -> server.createContext(path, new EndpointHandler(path, endpoint)));
        // Nobody logs in to get a token: all requests here are those of strangers.
        RequestThreads threads = new RequestThreads(RequestThreads.Limits.USUAL);
        server.setExecutor(threads);
        server.start();
        return new TokenServer(server, threads);
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
