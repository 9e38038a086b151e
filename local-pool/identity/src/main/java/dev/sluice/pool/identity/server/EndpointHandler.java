package dev.sluice.pool.identity.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.sluice.pool.identity.service.CrossSiteCheck;
import dev.sluice.pool.identity.service.RefusedBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries requests of one exact address to its endpoint and the replies back. */
final class EndpointHandler implements HttpHandler {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Forms of token requests have a few hundred bytes. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private static final CrossSiteCheck CROSS_SITE = new CrossSiteCheck("https", Set.of());

    private final String path;
    private final Endpoint endpoint;

    EndpointHandler(String path, Endpoint endpoint) {
        this.path = path;
        this.endpoint = endpoint;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] body = JSON.writeValueAsBytes(reply.content());
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
            RefusedBody.finish(exchange);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        Optional<String> refusal =
                CROSS_SITE.refusal(name -> exchange.getRequestHeaders().getOrDefault(name, List.of()));
        if (refusal.isPresent()) {
            return Reply.error(403, "access_denied", refusal.get());
        }
        String asked = exchange.getRequestURI().getPath();
        // A context of the JDK's server also takes every address that begins with its own.
        if (!path.equals("/") && !path.equals(asked)) {
            return Reply.error(404, "not_found", "There is nothing at " + asked);
        }
        Optional<String> form = form(exchange);
        if (form.isEmpty()) {
            return Reply.error(413, "invalid_request", "The body is longer than " + MAX_BODY_BYTES + " bytes");
        }
        try {
            return endpoint.answer(request(exchange, asked, form.get()));
        } catch (IllegalArgumentException e) {
            return Reply.error(400, "invalid_request", "The parameters are not encoded as a form: " + e.getMessage());
        }
    }

    /** Reads the form of a POST, no body of another method; empty if it is too long, without reading one that says so. */
    private static Optional<String> form(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return Optional.of("");
        }
        String announced = exchange.getRequestHeaders().getFirst("Content-Length");
        if (announced != null && Long.parseLong(announced) > MAX_BODY_BYTES) {
            return Optional.empty();
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        return body.length > MAX_BODY_BYTES ? Optional.empty() : Optional.of(new String(body, StandardCharsets.UTF_8));
    }

    private static Request request(HttpExchange exchange, String path, String body) {
        Map<String, String> parameters = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            parameters.putAll(Request.formFields(query));
        }
        parameters.putAll(Request.formFields(body));
        return new Request(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                parameters);
    }
}
