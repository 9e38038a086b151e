package dev.sluice.livy.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyException;
import java.io.IOException;
import java.net.ConnectException;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Livy's HTTP: one request, one JSON answer, or a {@link LivyException} that fits. */
final class LivyWire {

    /** Keeps every digit of a decimal, which a result of SQL writes as a JSON number. */
    static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(new JsonNodeFactory(true));

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final LivyEndpoint endpoint;
    private final HttpClient http;

    LivyWire(LivyEndpoint endpoint) {
        this.endpoint = endpoint;
        // HTTP/1.1, because Livy's Jetty answers an upgrade offer to HTTP/2 on a POST wrongly in some versions.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    String address() {
        return endpoint.address().toString();
    }

    /** Asks for a resource. {@code what} names it in messages. */
    JsonNode get(String path, String what) {
        return send(request(path).GET().build(), what);
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
        } catch (ExecutionException | TimeoutException e) {
            // The server reclaims the session by its heartbeat timeout.
            return;
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(endpoint.timeout())
                .header("Accept", "application/json")
                // Servers with CSRF protection on refuse changes without it.
                .header("X-Requested-By", "sluice");
        endpoint.authentication().authorization().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private JsonNode send(HttpRequest request, String what) {
        try {
            return answer(http.send(request, BodyHandlers.ofString()), what);
        } catch (HttpConnectTimeoutException e) {
            throw new LivyException.Unreachable(address(), "no connection within 10 s", e);
        } catch (HttpTimeoutException e) {
            throw new LivyException.Unreachable(address(), "no answer in time", e);
        } catch (ConnectException e) {
            throw new LivyException.Unreachable(address(), connectReason(e), e);
        } catch (SSLException e) {
            throw new LivyException.Unreachable(address(), "TLS failed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LivyException.Unreachable(address(), "the connection broke (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LivyException.Unreachable(address(), "interrupted while waiting for the answer", e);
        }
    }

    private static String connectReason(ConnectException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the host name is not known";
            }
        }
        return "connection refused";
    }

    private JsonNode answer(HttpResponse<String> response, String what) {
        int status = response.statusCode();
        String body = response.body();
        if (status >= 200 && status < 300) {
            return read(body);
        }
        String reason = ErrorBody.reason(body, status);
        if (status == 401 || status == 403) {
            throw new LivyException.Unauthorized(address(), status, reason);
        }
        if (status == 404) {
            throw new LivyException.NotFound(what, reason);
        }
        if (status >= 500 || status == 429) {
            throw new LivyException.Failed(what, status, reason);
        }
        if (status >= 400) {
            throw new LivyException.Refused(what, status, reason);
        }
        throw new LivyException.NotLivy(address(), "it answered HTTP " + status, null);
    }

    private JsonNode read(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new LivyException.NotLivy(address(), "its answer is no JSON", e);
        }
    }
}
