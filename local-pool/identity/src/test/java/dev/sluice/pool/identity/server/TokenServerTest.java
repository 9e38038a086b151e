package dev.sluice.pool.identity.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.identity.token.TokenRejectedException;
import dev.sluice.pool.identity.token.VerifiedToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenServerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String SQL = "https://database.windows.net/";
    private static final String MSI = "/msi/token?api-version=2019-08-01&resource=";
    private static final String V1 = "/local/oauth2/token";
    private static final String V2 = "/local/oauth2/v2.0/token";

    private final LocalIdentity identity;
    private final TokenServer server;
    private final SSLContext tls;

    TokenServerTest(@TempDir Path folder) throws IOException, GeneralSecurityException {
        identity = LocalIdentity.openOrCreate(folder);
        server = TokenServer.start(
                0,
                identity.serverTls(),
                new Callers(identity.identityHeader(), identity.clientSecret()),
                port -> identity.tokenIssuer(port, Duration.ofHours(1), CLOCK),
                identity.publicKeys());
        tls = trusting(identity);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void issuesTokensOfTheManagedIdentity() throws Exception {
        JsonNode reply =
                json(200, msi(MSI + encoded(SQL), identity.identityHeader().value()));
        assertThat(reply.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(reply.get("resource").asText()).isEqualTo(SQL);
        assertThat(reply.get("expires_on").isTextual()).isTrue();
        assertThat(reply.get("expires_on").asText()).isEqualTo("1772370000");
        assertThat(verified(reply).principal()).isEqualTo("sluice-spark");
    }

    @Test
    void refusesAnIdentityHeaderThatIsWrong() throws Exception {
        JsonNode reply = json(401, msi(MSI + encoded(SQL), "guess"));
        assertThat(reply.get("message").asText())
                .isEqualTo(
                        "The header X-IDENTITY-HEADER is missing or wrong; send the value of the environment variable"
                                + " IDENTITY_HEADER");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /msi/token?resource=https://storage.azure.com/|Unsupported api-version: none; use 2019-08-01
                    /msi/token?api-version=2018&resource=https://storage.azure.com/|Unsupported api-version: 2018; use 2019-08-01
                    /msi/token?api-version=2019-08-01|Unknown resource: none; the local pool issues tokens for https://database.windows.net/ and https://storage.azure.com/
                    /msi/token?api-version=2019-08-01&resource=https://vault.azure.net|Unknown resource: https://vault.azure.net; the local pool issues tokens for https://database.windows.net/ and https://storage.azure.com/
                    """)
    void saysWhatIsWrongWithARequestForAManagedIdentity(String path, String message) throws Exception {
        JsonNode reply = json(400, msi(path, identity.identityHeader().value()));
        assertThat(reply.get("message").asText()).isEqualTo(message);
    }

    @Test
    void takesManagedIdentityRequestsByGetOnly() throws Exception {
        HttpRequest request = request(MSI + encoded(SQL))
                .header("X-IDENTITY-HEADER", identity.identityHeader().value())
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(json(405, request).get("message").asText())
                .isEqualTo("Managed identity tokens are asked for by GET, not by POST");
    }

    @Test
    void issuesTokensByScope() throws Exception {
        JsonNode reply = json(200, form(V2, credentials() + "&scope=" + encoded(SQL + "/.default")));
        assertThat(reply.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(reply.get("expires_in").asLong()).isEqualTo(3600);
        assertThat(verified(reply).principal()).isEqualTo("sluice-local");
    }

    @Test
    void issuesTokensByResource() throws Exception {
        JsonNode reply = json(200, form(V1, credentials() + "&resource=" + encoded(SQL)));
        assertThat(verified(reply).expiresAt()).isEqualTo(CLOCK.instant().plusSeconds(3600));
    }

    @Test
    void takesClientCredentialsFromTheHeaderToo() throws Exception {
        String pair = "sluice-local:" + identity.clientSecret().value();
        HttpRequest request = request(V2)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + encoded(SQL + ".default")))
                .build();
        assertThat(verified(json(200, request)).principal()).isEqualTo("sluice-local");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=client_credentials&client_id=sluice-local&client_secret=guess",
        "grant_type=client_credentials&client_id=somebody&client_secret=SECRET",
        "grant_type=client_credentials&client_secret=SECRET",
        "grant_type=client_credentials"
    })
    void refusesAClientThatIsNotTheOne(String body) throws Exception {
        JsonNode reply = json(
                401, form(V2, body.replace("SECRET", identity.clientSecret().value())));
        assertThat(reply.get("error").asText()).isEqualTo("invalid_client");
        assertThat(reply.get("error_description").asText())
                .isEqualTo("Wrong client_id or client_secret; the client is sluice-local and its secret is in the file"
                        + " client-secret of the identity folder");
    }

    @Test
    void refusesAnotherGrant() throws Exception {
        JsonNode reply = json(400, form(V2, "grant_type=password"));
        assertThat(reply.get("error").asText()).isEqualTo("unsupported_grant_type");
        assertThat(reply.get("error_description").asText())
                .isEqualTo("Unsupported grant_type: password; use client_credentials");
    }

    @Test
    void refusesAResourceThatNobodyHas() throws Exception {
        JsonNode reply = json(400, form(V2, credentials() + "&scope=openid"));
        assertThat(reply.get("error").asText()).isEqualTo("invalid_resource");
        assertThat(reply.get("error_description").asText())
                .isEqualTo(
                        "Unknown resource: openid; the local pool issues tokens for https://database.windows.net/ and"
                                + " https://storage.azure.com/");
    }

    @Test
    void takesTokenRequestsByPostOnly() throws Exception {
        assertThat(json(405, request(V2).GET().build()).get("error_description").asText())
                .isEqualTo("Tokens are asked for by POST, not by GET");
    }

    @Test
    void refusesAFormThatIsNone() throws Exception {
        assertThat(json(400, form(V2, "grant_type=%zz"))
                        .get("error_description")
                        .asText())
                .startsWith("The parameters are not encoded as a form: ");
    }

    @Test
    void refusesABodyThatNoFormHas() throws Exception {
        assertThat(json(413, form(V2, "x".repeat(70_000)))
                        .get("error_description")
                        .asText())
                .isEqualTo("The body is longer than 65536 bytes");
    }

    @Test
    void publishesItsKeysWithoutThePrivatePart() throws Exception {
        JsonNode key = json(200, request("/local/discovery/v2.0/keys").GET().build())
                .get("keys")
                .get(0);
        assertThat(key.has("n")).isTrue();
        assertThat(key.has("d")).isFalse();
    }

    @Test
    void saysWhereItsEndpointsAre() throws Exception {
        JsonNode reply = json(
                200,
                request("/local/v2.0/.well-known/openid-configuration").GET().build());
        assertThat(reply.get("token_endpoint").asText())
                .isEqualTo("https://127.0.0.1:" + server.port() + "/local/oauth2/v2.0/token");
    }

    @ParameterizedTest
    @CsvSource({"/elsewhere", "/msi/token/below", "/local/oauth2/tokenx"})
    void hasNothingElsewhere(String path) throws Exception {
        assertThat(json(404, request(path).GET().build())
                        .get("error_description")
                        .asText())
                .isEqualTo("There is nothing at " + path);
    }

    @ParameterizedTest
    @CsvSource({"Origin, https://evil.example", "Origin, null", "Sec-Fetch-Site, cross-site"})
    void givesPagesOfOtherSitesNothing(String header, String value) throws Exception {
        HttpRequest request = request(V2)
                .header(header, value)
                .POST(BodyPublishers.ofString(credentials() + "&scope=" + encoded(SQL + "/.default")))
                .build();
        JsonNode reply = json(403, request);
        assertThat(reply.get("error").asText()).isEqualTo("access_denied");
        assertThat(reply.get("error_description").asText())
                .isEqualTo("Refused: pages of other sites may not use the local pool, and the request has the header "
                        + header + ": " + value + ".");
    }

    @Test
    @Timeout(60)
    void servesOthersWhileConnectionsStandStill() throws Exception {
        // More than it has threads for those who have shown no secret, each in the middle of its TLS handshake.
        List<Socket> still = new ArrayList<>();
        try {
            for (int i = 0; i < 70; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                still.add(socket);
                socket.getOutputStream().write(0x16);
            }
            json(200, msi(MSI + encoded(SQL), identity.identityHeader().value()));
        } finally {
            for (Socket socket : still) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource({"GET, /msi/token, 401", "GET, /elsewhere, 404", "POST, /local/oauth2/token, 413"})
    void answersWithoutWaitingForABodyThatItDoesNotTake(String method, String path, int status) throws Exception {
        try (Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            // A blocked read hears of no interrupt, so the test would hang where no answer comes.
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write((method + ' ' + path
                                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4000000000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 " + status + ' ');
        }
    }

    private VerifiedToken verified(JsonNode reply) throws IOException, TokenRejectedException {
        return identity.tokenVerifier(TokenAudience.SQL_POOL, CLOCK)
                .verify(reply.get("access_token").asText());
    }

    private String credentials() throws IOException {
        return "grant_type=client_credentials&client_id=sluice-local&client_secret="
                + identity.clientSecret().value();
    }

    private HttpRequest msi(String path, String header) {
        return request(path).header("X-IDENTITY-HEADER", header).GET().build();
    }

    private HttpRequest form(String path, String body) {
        return request(path).POST(BodyPublishers.ofString(body)).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path));
    }

    private JsonNode json(int status, HttpRequest request) throws IOException, InterruptedException {
        // Of its own for each request: a kept connection may be one that the server is just about to close.
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static SSLContext trusting(LocalIdentity identity) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(KeyStore.getInstance(
                identity.trustStoreFile().toFile(), LocalIdentity.TRUST_STORE_PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
