package dev.sluice.livy.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyException;
import dev.sluice.livy.LivyTransport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/** Livy's HTTP: one request, one JSON answer, or a {@link LivyException} that fits. */
final class LivyWire {

    /** Longest answer that is read. Livy's own limit of what a driver may say is 50 MB (livy.rsc.rpc.max.size). */
    static final int MAX_ANSWER_BYTES = 64 << 20;

    /** Deepest JSON that is read: a result of nested columns is two levels a column deep. */
    static final int MAX_DEPTH = 200;

    /** Keeps every digit of a decimal, which a result of SQL writes as a JSON number. */
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_ANSWER_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(new JsonNodeFactory(true));

    private static final int SHORTEST_KEY = 8;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final LivyEndpoint endpoint;
    private final InstantSource clock;
    private final HttpClient http;

    LivyWire(LivyEndpoint endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
        // HTTP/1.1, because Livy's Jetty answers an upgrade offer to HTTP/2 on a POST wrongly in some versions.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(endpoint.transport().proxySelector())
                .connectTimeout(CONNECT_TIMEOUT);
        SSLContext tls = endpoint.transport().tls();
        this.http = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    String address() {
        return endpoint.address().toString();
    }

    /** Returns the longest time for one request that has no limit of its own. */
    Duration timeout() {
        return endpoint.timeout();
    }

    /** Asks for a resource. {@code what} names it in messages. */
    JsonNode get(String path, String what, Duration timeout) {
        return send(request(path).timeout(timeout).GET().build(), what);
    }

    JsonNode post(String path, JsonNode body, String what) {
        return post(path, body, what, endpoint.timeout());
    }

    JsonNode post(String path, JsonNode body, String what, Duration timeout) {
        HttpRequest request = request(path)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return send(request, what);
    }

    JsonNode delete(String path, String what) {
        return send(request(path).DELETE().build(), what);
    }

    /** Sends a DELETE and gives it a moment to leave. Nothing is reported: the caller is about to end. */
    void deleteWithin(String path, Duration moment) {
        try {
            http.sendAsync(request(path).DELETE().build(), BodyHandlers.discarding())
                    .get(moment.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | LivyException.Unauthorized e) {
            // Not sent, or not answered: the server reclaims the session by its heartbeat timeout.
            return;
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(endpoint.timeout())
                .header("Accept", "application/json")
                // Servers with CSRF protection on refuse changes without it.
                .setHeader("X-Requested-By", "sluice");
        endpoint.transport().headers().forEach(request::setHeader);
        endpoint.authentication().authorization().ifPresent(value -> {
            if (!LivyTransport.isSendable(value)) {
                throw new LivyException.Unauthorized(
                        address(),
                        401,
                        "the password or token holds a line break, or another character that HTTP has no place for");
            }
            request.header("Authorization", value);
        });
        return request;
    }

    private JsonNode send(HttpRequest request, String what) {
        try {
            return answer(http.send(request, head -> new CappedText(MAX_ANSWER_BYTES)), request, what);
        } catch (HttpConnectTimeoutException e) {
            throw new LivyException.Unreachable(address(), "no connection within 10 s", e);
        } catch (HttpTimeoutException e) {
            throw new LivyException.AnswerLost(address(), "no answer in time", e);
        } catch (ConnectException | NoRouteToHostException e) {
            throw new LivyException.Unreachable(address(), connectReason(e), e);
        } catch (SSLHandshakeException e) {
            throw new LivyException.Unreachable(address(), "TLS failed: " + e.getMessage(), e);
        } catch (IOException e) {
            if (e instanceof CappedText.TooLongException || e.getCause() instanceof CappedText.TooLongException) {
                throw new LivyException.NotLivy(
                        address(), "its answer is longer than " + (MAX_ANSWER_BYTES >> 20) + " MB", e);
            }
            throw new LivyException.AnswerLost(address(), "the connection broke (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LivyException.AnswerLost(address(), "interrupted while waiting for the answer", e);
        }
    }

    private static String connectReason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the host name is not known";
            }
        }
        return e instanceof NoRouteToHostException ? "no route to the host" : "connection refused";
    }

    private JsonNode answer(HttpResponse<String> response, HttpRequest request, String what) {
        int status = response.statusCode();
        String body = response.body();
        if (status >= 200 && status < 300) {
            return read(body);
        }
        // Proxies repeat headers in their pages.
        String reason = ErrorBody.reason(body, status, secrets(request));
        Duration retryAfter = RetryAfter.of(response.headers().firstValue("Retry-After"), reason, clock.instant());
        if (status == 429 || (status == 503 && !retryAfter.isZero())) {
            throw new LivyException.Busy(address(), status, reason, retryAfter);
        }
        throw switch (status) {
            case 401, 403 -> new LivyException.Unauthorized(address(), status, reason);
            case 404 -> new LivyException.NotFound(what, reason);
            default ->
                status >= 500
                        ? new LivyException.Failed(what, status, reason)
                        : status >= 400
                                ? new LivyException.Refused(what, status, reason)
                                : new LivyException.NotLivy(address(), "it answered HTTP " + status, null);
        };
    }

    /** Returns what proxies may repeat in their pages, and nobody may see: the login and the keys among the headers. */
    private List<String> secrets(HttpRequest request) {
        List<String> secrets = new ArrayList<>();
        String login = request.headers().firstValue("Authorization").orElse("");
        if (!login.isEmpty()) {
            secrets.add(login.substring(login.indexOf(' ') + 1));
        }
        // A shorter one is no key, and may be a part of words.
        endpoint.transport().headers().values().stream()
                .filter(value -> value.length() >= SHORTEST_KEY)
                .forEach(secrets::add);
        return secrets;
    }

    private JsonNode read(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (StreamConstraintsException e) {
            throw new LivyException.NotLivy(address(), "its answer is JSON beyond " + MAX_DEPTH + " levels", e);
        } catch (JsonProcessingException e) {
            throw new LivyException.NotLivy(address(), ErrorBody.described(body), null);
        }
    }
}
