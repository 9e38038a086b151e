package dev.sluice.livy.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays recorded answers of Livy servers, and remembers what it was asked. The last answer to a path repeats. */
final class RecordedServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-26T01:00:00Z");

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    RecordedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    record Answer(int status, String body, @Nullable String retryAfter) {}

    record Request(
            String line,
            String body,
            @Nullable String requestedBy,
            @Nullable String authorization) {}

    RecordedServer on(String line, int status, String body) {
        return on(line, new Answer(status, body, null));
    }

    RecordedServer on(String line, Answer answer) {
        synchronized (answers) {
            answers.computeIfAbsent(line, unused -> new ArrayDeque<>()).add(answer);
        }
        return this;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    void forget() {
        requests.clear();
    }

    Request onlyRequest() {
        return requests().get(0);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    RestLivyClient client() {
        return client(LivyAuthentication.none());
    }

    RestLivyClient client(LivyAuthentication authentication) {
        return client(authentication, LivyTransport.DIRECT);
    }

    RestLivyClient client(LivyAuthentication authentication, LivyTransport transport) {
        return new RestLivyClient(new LivyWire(
                new LivyEndpoint(URI.create(address() + "/"), authentication, transport, Duration.ofSeconds(10)),
                () -> NOW));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + ' ' + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                line,
                body,
                exchange.getRequestHeaders().getFirst("X-Requested-By"),
                exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer;
        synchronized (answers) {
            Deque<Answer> left = answers.getOrDefault(line, new ArrayDeque<>());
            answer = left.size() > 1 ? left.remove() : left.peek();
        }
        if (answer == null) {
            answer = new Answer(404, "{\"msg\":\"nothing recorded for " + line + "\"}", null);
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
