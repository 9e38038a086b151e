package dev.sluice.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Stands between a notebook and Livy, and does to requests what gateways and networks do. */
final class FaultProxy implements AutoCloseable {

    /** What happens to a request. */
    enum Fault {
        /** Livy acts, and the connection is cut before its answer is through. */
        ANSWER_LOST,
        /** The connection is cut before Livy hears of the request. */
        REQUEST_LOST,
        /** Livy hears nothing, and the answer is 502. */
        BAD_GATEWAY,
        /** Livy hears nothing, and the answer is a page with status 200. */
        PAGE,
        /** Livy acts, and no answer comes until the proxy ends. */
        HANGS
    }

    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings", "transfer-encoding");

    private final URI livy;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Planned> plan = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int happened;

    private record Planned(String method, String pathPart, Fault fault) {}

    FaultProxy(URI livy) throws IOException {
        this.livy = livy;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Plans a fault for the next requests of a method whose path holds a text. */
    synchronized void plan(int times, String method, String pathPart, Fault fault) {
        for (int i = 0; i < times; i++) {
            plan.add(new Planned(method, pathPart, fault));
        }
    }

    /** Returns how many faults have happened. */
    synchronized int happened() {
        return happened;
    }

    /** Waits until so many faults have happened. */
    synchronized void awaitHappened(int count) throws InterruptedException {
        while (happened < count) {
            wait();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Planned planned = next(exchange.getRequestMethod(), path);
        Fault fault = planned == null ? null : planned.fault;
        try {
            if (fault == null) {
                HttpResponse<byte[]> answer = forward(exchange, path, body);
                answer(exchange, answer.statusCode(), answer.body());
            } else if (fault == Fault.BAD_GATEWAY || fault == Fault.PAGE) {
                byte[] page = "<html><title>Bad Gateway</title></html>".getBytes(StandardCharsets.UTF_8);
                answer(exchange, fault == Fault.PAGE ? 200 : 502, page);
            } else if (fault != Fault.REQUEST_LOST) {
                forward(exchange, path, body);
            }
            if (fault == Fault.HANGS) {
                count();
                ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
            if (fault != null && fault != Fault.HANGS) {
                count();
            }
        }
    }

    private synchronized void count() {
        happened++;
        notifyAll();
    }

    private synchronized @Nullable Planned next(String method, String path) {
        for (Planned planned : plan) {
            if (planned.method.equals(method) && path.contains(planned.pathPart)) {
                plan.remove(planned);
                return planned;
            }
        }
        return null;
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, String path, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(livy + path))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
