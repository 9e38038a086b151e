package dev.sluice.pool.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.sluice.pool.identity.service.CrossSiteCheck;
import dev.sluice.pool.identity.service.RefusedBody;
import dev.sluice.pool.storage.auth.Authenticator;
import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.http.ResponseBody;
import dev.sluice.pool.storage.http.UriText;
import dev.sluice.pool.storage.operation.Operations;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Carries requests from the server to the operations and responses back. The one place where failures become responses. */
final class ExchangeHandler implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(ExchangeHandler.class.getName());

    /** Newest version of the protocol that the drivers in use ask for. */
    private static final String DEFAULT_VERSION = "2023-11-03";

    private final CrossSiteCheck crossSite;
    private final Authenticator authenticator;
    private final BooleanSupplier room;
    private final Operations operations;

    /**
     * Makes a handler.
     *
     * @param room whether there is room for the request of a client that has logged in
     */
    ExchangeHandler(
            CrossSiteCheck crossSite, Authenticator authenticator, BooleanSupplier room, Operations operations) {
        this.crossSite = crossSite;
        this.authenticator = authenticator;
        this.room = room;
        this.operations = operations;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String requestId = UUID.randomUUID().toString();
        try (exchange) {
            DfsRequest request;
            try {
                request = admitted(exchange);
            } catch (RuntimeException e) {
                // At once: what a stranger has to send may be endless.
                send(exchange, refusal(e, requestId), requestId);
                RefusedBody.finish(exchange);
                return;
            }
            DfsResponse response = response(request, requestId);
            // A client that still sends while the connection is closed never sees why it was refused.
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            send(exchange, response, requestId);
        }
    }

    /** Lets a request in or refuses it, by its header alone. */
    private DfsRequest admitted(HttpExchange exchange) {
        refuseOtherSites(exchange);
        DfsRequest request = request(exchange);
        authenticator.check(request);
        if (!room.getAsBoolean()) {
            throw DfsError.SERVER_BUSY.exception("It serves as many requests as it can at one time.");
        }
        return request;
    }

    private DfsResponse response(DfsRequest request, String requestId) {
        try {
            return operations.perform(request);
        } catch (IOException e) {
            return refusal(DiskFailure.translate(e), requestId);
        } catch (RuntimeException e) {
            return refusal(e, requestId);
        }
    }

    private void refuseOtherSites(HttpExchange exchange) {
        crossSite
                .refusal(name -> exchange.getRequestHeaders().getOrDefault(name, List.of()))
                .ifPresent(refusal -> {
                    throw DfsError.AUTHORIZATION_FAILURE.exception(refusal);
                });
    }

    private static DfsRequest request(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String length = headers.getOrDefault("content-length", headers.containsKey("transfer-encoding") ? "-1" : "0");
        return new DfsRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                UriText.decodedQuery(exchange.getRequestURI().getRawQuery()),
                headers,
                Long.parseLong(length),
                exchange.getRequestBody());
    }

    private static DfsResponse refusal(RuntimeException failure, String requestId) {
        DfsException refused;
        if (failure instanceof DfsException known) {
            refused = known;
        } else {
            LOG.log(System.Logger.Level.ERROR, "Request " + requestId + " failed", failure);
            refused = DfsError.INTERNAL_ERROR.exception();
        }
        String message = refused.getMessage() + "\nRequestId:" + requestId;
        return DfsResponse.json(
                        refused.error().status(),
                        Map.of("error", Map.of("code", refused.error().code(), "message", message)))
                .with("x-ms-error-code", refused.error().code())
                .with(refused.headers());
    }

    private static void send(HttpExchange exchange, DfsResponse response, String requestId) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(response.headers());
        headers.put("x-ms-request-id", requestId);
        headers.put("x-ms-version", header(exchange, "x-ms-version", DEFAULT_VERSION));
        String clientRequestId = header(exchange, "x-ms-client-request-id", "");
        if (!clientRequestId.isEmpty()) {
            headers.put("x-ms-client-request-id", clientRequestId);
        }
        headers.forEach(exchange.getResponseHeaders()::set);
        try (ResponseBody body = response.body()) {
            boolean hasBody = body.length() > 0 && !exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), hasBody ? body.length() : -1);
            if (hasBody) {
                body.writeTo(exchange.getResponseBody());
            }
        }
    }

    private static String header(HttpExchange exchange, String name, String absent) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? absent : value;
    }
}
