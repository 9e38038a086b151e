package dev.sluice.pool.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.token.TokenAudience;
import dev.sluice.pool.storage.auth.Authenticator;
import dev.sluice.pool.storage.lake.FileSystemName;
import dev.sluice.pool.storage.lake.Lake;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint over https, as far as it is not the operations'. */
final class StorageServerTest {

    private final LocalIdentity identity;
    private final StorageServer server;
    private final SSLContext tls;

    StorageServerTest(@TempDir Path folder) throws IOException, GeneralSecurityException {
        identity = LocalIdentity.openOrCreate(folder.resolve("identity"));
        Lake lake = Lake.open(folder.resolve("lake"), "acct");
        lake.createWhereMissing(new FileSystemName("lake"));
        Clock clock = Clock.systemUTC();
        server = StorageServer.start(
                0,
                identity.serverTls(),
                "acct",
                lake,
                new Authenticator(
                        "acct", identity.storageKey(), identity.tokenVerifier(TokenAudience.STORAGE, clock), clock));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(KeyStore.getInstance(
                identity.trustStoreFile().toFile(), LocalIdentity.TRUST_STORE_PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        tls = context;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void explainsARefusalInHeadersAndJson() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri("/acct/lake/f"))
                .header("x-ms-client-request-id", "mine")
                .GET()
                .build());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("x-ms-error-code")).contains("NoAuthenticationInformation");
        assertThat(response.headers().firstValue("x-ms-client-request-id")).contains("mine");
        assertThat(response.headers().firstValue("www-authenticate")).isPresent();
        JsonNode error = new ObjectMapper().readTree(response.body()).get("error");
        assertThat(error.get("code").asText()).isEqualTo("NoAuthenticationInformation");
        assertThat(error.get("message").asText())
                .startsWith("Server failed to authenticate the request.")
                .endsWith("RequestId:"
                        + response.headers().firstValue("x-ms-request-id").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"Origin, https://evil.example", "Origin, null", "Sec-Fetch-Site, same-site"})
    void refusesPagesOfOtherSitesWhateverTheirCredentials(String header, String value) throws Exception {
        HttpResponse<String> response = send(authorized("/acct/lake/f?resource=file")
                .header(header, value)
                .PUT(BodyPublishers.noBody())
                .build());
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("x-ms-error-code")).contains("AuthorizationFailure");
        assertThat(response.body())
                .contains("Refused: pages of other sites may not use the local pool, and the request has the header "
                        + header + ": " + value + ".");
        assertThat(send(authorized("/acct/lake/f").GET().build()).statusCode()).isEqualTo(404);
    }

    @Test
    void sendsNoBodyInAnswerToHead() throws Exception {
        HttpResponse<String> response = send(authorized("/acct/lake/f")
                .method("HEAD", BodyPublishers.noBody())
                .build());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("x-ms-error-code")).contains("PathNotFound");
        assertThat(response.body()).isEmpty();
    }

    @Test
    @Timeout(60)
    void endsAConnectionThatStandsStillWhenManyOthersCome() throws Exception {
        // More than it has threads for those who have not logged in, each in the middle of its TLS handshake.
        List<SocketChannel> still = new ArrayList<>();
        try (Selector ended = Selector.open()) {
            for (int i = 0; i < 70; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                still.add(channel);
                channel.write(ByteBuffer.wrap(new byte[] {0x16}));
                channel.configureBlocking(false).register(ended, SelectionKey.OP_READ);
            }
            assertThat(ended.select()).isPositive();
            assertThat(send(authorized("/acct/lake/f").GET().build()).statusCode())
                    .isEqualTo(404);
        } finally {
            for (SocketChannel channel : still) {
                channel.close();
            }
        }
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource({
        "PUT, Content-Length: 4000000000000",
        "PUT, Transfer-Encoding: chunked",
        "HEAD, Content-Length: 4000000000000"
    })
    void refusesAStrangerBeforeTheBodyHasCome(String method, String body) throws Exception {
        try (Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            // A blocked read hears of no interrupt, so the test would hang where no answer comes.
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write((method + " /acct/lake/f?action=append&position=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n" + body
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void letsAClientFinishABodyThatItRefuses() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri("/acct/lake/f?action=append&position=0"))
                .method("PATCH", BodyPublishers.ofByteArray(new byte[9 * 1024 * 1024]))
                .build());
        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void takesBodiesOfUnknownLength() throws Exception {
        send(authorized("/acct/lake/f?resource=file")
                .PUT(BodyPublishers.noBody())
                .build());
        var parts = BodyPublishers.concat(BodyPublishers.ofString("he"), BodyPublishers.ofString("llo"));
        HttpResponse<String> appended = send(authorized("/acct/lake/f?action=append&position=0&flush=true")
                .method("PATCH", BodyPublishers.fromPublisher(parts))
                .build());
        assertThat(appended.statusCode()).isEqualTo(202);
        HttpResponse<String> read = send(authorized("/acct/lake/f")
                .header("x-ms-version", "2021-06-08")
                .GET()
                .build());
        assertThat(read.body()).isEqualTo("hello");
        assertThat(read.headers().firstValue("x-ms-version")).contains("2021-06-08");
    }

    private HttpRequest.Builder authorized(String path) throws IOException {
        String token = identity.tokenIssuer(1, Duration.ofMinutes(5), Clock.systemUTC())
                .issue("p", TokenAudience.STORAGE)
                .value();
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
    }

    private URI uri(String path) {
        return URI.create("https://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        // Of its own for each request: a kept connection may be one that the server is just about to close.
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
