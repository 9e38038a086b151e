package dev.sluice.connector.auth;

import static dev.sluice.connector.failure.Messages.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ManagedIdentityTest {

    private static final Instant NOW = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant HOUR_LATER = Instant.parse("2020-01-01T01:00:00Z");

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<String> answer =
            new AtomicReference<>("{\"access_token\":\"abc\",\"expires_on\":\"" + HOUR_LATER.getEpochSecond() + "\"}");
    private final SetClock clock = new SetClock();
    private HttpServer server;
    private Map<String, String> environment;

    @BeforeEach
    void startEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/msi/token", exchange -> {
            requests.incrementAndGet();
            boolean right = "s3cret".equals(exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"))
                    && exchange.getRequestURI()
                            .getQuery()
                            .equals("resource=https://database.windows.net/&api-version=2019-08-01");
            byte[] body = requireNonNull(answer.get()).getBytes(UTF_8);
            exchange.sendResponseHeaders(right ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        environment = Map.of(
                "IDENTITY_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/msi/token",
                "IDENTITY_HEADER",
                "s3cret");
    }

    @AfterEach
    void stopEndpoint() {
        server.stop(0);
    }

    @Test
    void keepsATokenUntilFiveMinutesBeforeItsEnd() {
        ManagedIdentity identity = new ManagedIdentity(environment, clock);

        AccessToken token = identity.token(TokenSource.SQL_RESOURCE);
        clock.now = HOUR_LATER.minusSeconds(301);
        identity.token(TokenSource.SQL_RESOURCE);

        assertThat(token.text()).isEqualTo("abc");
        assertThat(token.expiry()).isEqualTo(HOUR_LATER);
        assertThat(token.toString()).doesNotContain("abc");
        assertThat(requests).hasValue(1);
        clock.now = HOUR_LATER.minusSeconds(300);
        identity.token(TokenSource.SQL_RESOURCE);
        assertThat(requests).hasValue(2);
    }

    @Test
    void saysThatThereIsNoIdentity() {
        assertThatThrownBy(() -> new ManagedIdentity(Map.of(), clock).token(TokenSource.SQL_RESOURCE))
                .hasMessage(message(
                        "The Spark pool has no identity of its own",
                        "Its driver has no environment variable IDENTITY_ENDPOINT",
                        "Use SQL authentication (user and secret), or give the Spark pool a managed identity"));
    }

    @Test
    void saysThatTheEndpointRefuses() {
        Map<String, String> wrong =
                Map.of("IDENTITY_ENDPOINT", environment.get("IDENTITY_ENDPOINT"), "IDENTITY_HEADER", "wrong");

        assertThatThrownBy(() -> new ManagedIdentity(wrong, clock).token(TokenSource.SQL_RESOURCE))
                .hasMessage(message(
                        "Cannot get a token for https://database.windows.net/",
                        "The identity endpoint answered HTTP 401",
                        "Check the managed identity of the Spark pool, or use SQL authentication"));
    }

    @Test
    void saysThatTheAnswerIsNone() {
        answer.set("<html>");
        assertThatThrownBy(() -> new ManagedIdentity(environment, clock).token(TokenSource.SQL_RESOURCE))
                .hasMessageContaining("The identity endpoint did not answer JSON");
        answer.set("{}");
        assertThatThrownBy(() -> new ManagedIdentity(environment, clock).token(TokenSource.SQL_RESOURCE))
                .hasMessageContaining("The identity endpoint answered without access_token or expires_on");
    }

    @Test
    void saysThatTheEndpointDoesNotAnswer() {
        server.stop(0);

        assertThatThrownBy(() -> new ManagedIdentity(environment, clock).token(TokenSource.SQL_RESOURCE))
                .hasMessageContaining(
                        "Why: The identity endpoint " + environment.get("IDENTITY_ENDPOINT") + " does not answer");
    }

    /** A clock that stands. */
    private static final class SetClock extends Clock {

        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
