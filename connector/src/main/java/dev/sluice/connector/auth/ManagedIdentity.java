package dev.sluice.connector.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Spark pool's own identity, through the endpoint that its environment names.
 *
 * <p>The protocol is that of App Service, version 2019-08-01: {@code GET $IDENTITY_ENDPOINT?resource=...&api-version=...}
 * with the header {@code X-IDENTITY-HEADER: $IDENTITY_HEADER} answers {@code {"access_token", "expires_on"}}, the latter in
 * seconds since 1970 as a string. A token is kept until five minutes before its end.
 */
public final class ManagedIdentity implements TokenSource {

    /** Longer than any one statement waits for its login. */
    static final Duration REFRESH_BEFORE_EXPIRY = Duration.ofMinutes(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment;
    private final Clock clock;
    private final Map<String, AccessToken> kept = new ConcurrentHashMap<>();

    /**
     * Makes an identity.
     *
     * @param environment environment variables of the process
     */
    public ManagedIdentity(Map<String, String> environment, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public AccessToken token(String resource) {
        AccessToken old = kept.get(resource);
        if (old != null && clock.instant().isBefore(old.expiry().minus(REFRESH_BEFORE_EXPIRY))) {
            return old;
        }
        AccessToken fresh = fetch(resource);
        kept.put(resource, fresh);
        return fresh;
    }

    private AccessToken fetch(String resource) {
        String endpoint = variable("IDENTITY_ENDPOINT");
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        endpoint + "?resource=" + URLEncoder.encode(resource, UTF_8) + "&api-version=2019-08-01"))
                .header("X-IDENTITY-HEADER", variable("IDENTITY_HEADER"))
                .timeout(TIMEOUT)
                .GET()
                .build();
        try {
            // Made anew: a token is fetched once an hour, and a client keeps threads.
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            return read(response, resource);
        } catch (IOException e) {
            throw TransferFailedException.of(
                    ErrorCode.LOGIN_FAILED,
                    "Cannot get a token for " + resource,
                    "The identity endpoint " + endpoint + " does not answer",
                    "Check that the Spark pool has a managed identity, or use SQL authentication",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransferFailedException.of(
                    ErrorCode.CANCELLED, "The transfer was cancelled", "It was interrupted", "Run the cell again", e);
        }
    }

    private static AccessToken read(HttpResponse<String> response, String resource) {
        if (response.statusCode() != 200) {
            throw refused(resource, "The identity endpoint answered HTTP " + response.statusCode());
        }
        try {
            JsonNode body = JSON.readTree(response.body());
            String token = body.path("access_token").asText();
            long expiry = body.path("expires_on").asLong();
            if (token.isEmpty() || expiry == 0) {
                throw refused(resource, "The identity endpoint answered without access_token or expires_on");
            }
            return new AccessToken(token, Instant.ofEpochSecond(expiry));
        } catch (JsonProcessingException e) {
            throw refused(resource, "The identity endpoint did not answer JSON");
        }
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw TransferFailedException.of(
                    ErrorCode.LOGIN_FAILED,
                    "The Spark pool has no identity of its own",
                    "Its driver has no environment variable " + name,
                    "Use SQL authentication (user and secret), or give the Spark pool a managed identity");
        }
        return value;
    }

    private static TransferFailedException refused(String resource, String why) {
        return TransferFailedException.of(
                ErrorCode.LOGIN_FAILED,
                "Cannot get a token for " + resource,
                why,
                "Check the managed identity of the Spark pool, or use SQL authentication");
    }
}
