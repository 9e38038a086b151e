package dev.sluice.livy.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivySession;
import dev.sluice.livy.LivyTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that answers what no Livy answers, without an end. */
@Timeout(120)
final class HostileLivyTest {

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @FunctionalInterface
    private interface Answer {
        void write(OutputStream out) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RestLivyClient client(int status, Answer answer) {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            send(exchange, status, answer);
        });
        LivyEndpoint endpoint = new LivyEndpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                LivyAuthentication.none(),
                LivyTransport.DIRECT,
                Duration.ofSeconds(60));
        return new RestLivyClient(new LivyWire(endpoint, InstantSource.system()));
    }

    private static void send(HttpExchange exchange, int status, Answer answer) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            answer.write(out);
        } catch (IOException e) {
            // The client has hung up, which is what it should do.
            exchange.close();
        }
    }

    private static Answer text(String text) {
        return out -> out.write(text.getBytes(UTF_8));
    }

    /** Writes a text for as long as somebody reads. */
    private static Answer endless(String text) {
        byte[] bytes = text.repeat(10_000).getBytes(UTF_8);
        return out -> {
            while (true) {
                out.write(bytes);
            }
        };
    }

    @Test
    void readsNoListOfSessionsWithoutAnEnd() {
        String page =
                "{\"id\":1,\"name\":\"other\",\"state\":\"idle\"},".repeat(20).replaceFirst(",$", "");
        RestLivyClient client = client(200, text("{\"from\":0,\"total\":2000000000,\"sessions\":[" + page + "]}"));

        assertThatThrownBy(client::sessions)
                .isInstanceOf(LivyException.NotLivy.class)
                .hasMessageContaining("its list of sessions goes on beyond 2000 sessions");
        assertThat(requests).hasValue(101);
    }

    @Test
    void readsNoAnswerWithoutAnEnd() {
        RestLivyClient client = client(200, endless(" "));

        assertThatThrownBy(client::sessions)
                .isInstanceOf(LivyException.NotLivy.class)
                .hasMessageContaining("its answer is longer than 64 MB");
    }

    @Test
    void readsNoErrorWithoutAnEnd() {
        RestLivyClient client = client(500, endless("x"));

        assertThatThrownBy(client::sessions)
                .isInstanceOf(LivyException.NotLivy.class)
                .hasMessageContaining("its answer is longer than 64 MB");
    }

    @Test
    void readsNoJsonOfEndlessDepth() {
        RestLivyClient client = client(200, text("{\"sessions\":" + "[".repeat(100_000)));

        assertThatThrownBy(client::sessions)
                .isInstanceOf(LivyException.NotLivy.class)
                .hasMessageContaining("its answer is JSON beyond 200 levels");
    }

    /** To look for the end of each of them would take days. */
    @ParameterizedTest
    @CsvSource({
        "500, <title>, HTTP 500",
        "500, <th>MESSAGE:</th><td>, HTTP 500",
        "500, <, HTTP 500",
        "500, .x, HTTP 500",
        "200, <title>, its answer is a web page"
    })
    void looksAtTheBeginOfAnErrorOnly(int status, String part, String message) {
        RestLivyClient client = client(status, text(part.repeat(10_000_000 / part.length())));

        assertThatThrownBy(client::sessions)
                .isInstanceOf(LivyException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1500));
    }

    @Test
    void readsNumbersThatFitNowhere() {
        RestLivyClient client = client(
                200,
                text("{\"total\":1e999999999,\"sessions\":[{\"id\":1e999999999,\"name\":\"n\",\"state\":\"idle\"}]}"));

        assertThat(client.sessions()).extracting(LivySession::name).containsExactly("n");
    }
}
