package dev.sluice.livy.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.livy.LivyAuthentication;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.LivyTransport;
import dev.sluice.livy.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A Livy server in memory, over HTTP, as strict as the real one: numbers count from 0 again after a restart, names are unique,
 * what it does not know gets 404. A fault happens to the next request that a test says, before or after the server has acted.
 */
final class LivyServer implements AutoCloseable {

    /** Which names a server takes in the place of numbers. */
    enum Dialect {
        NAMES,
        NUMBERS_ALONE
    }

    /** What happens to a request. */
    enum Fault {
        /** The server acts, and the connection is cut before it answers. */
        ANSWER_LOST,
        /** The connection is cut before the server acts. */
        REQUEST_LOST,
        /** The server acts, and a gateway answers 502. */
        BAD_GATEWAY,
        /** The server acts, and a proxy answers a page. */
        PAGE,
        /** The server acts, and the answer comes when the test lets it. */
        HANGS
    }

    final List<String> posted = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();
    final List<String> cancelled = new ArrayList<>();
    final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Deque<Session> sessions = new ArrayDeque<>();
    private final Deque<Planned> faults = new ArrayDeque<>();
    private final Dialect dialect;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int nextSession;

    private record Planned(String method, String pathPart, Fault fault) {}

    private static final class Session {
        final int id;
        final @Nullable String name;
        final List<String> codes = new ArrayList<>();
        final List<String> states = new ArrayList<>();

        Session(int id, @Nullable String name) {
            this.id = id;
            this.name = name;
        }
    }

    LivyServer(Dialect dialect) throws IOException {
        this.dialect = dialect;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    RetryingLivyClient client() {
        LivyEndpoint endpoint = new LivyEndpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                LivyAuthentication.none(),
                LivyTransport.DIRECT,
                Duration.ofSeconds(30));
        return new RetryingLivyClient(
                new RestLivyClient(new LivyWire(endpoint, InstantSource.system())), Ticker.SYSTEM);
    }

    /** Plans a fault for the next request of a method whose path holds a text. */
    synchronized LivyServer next(String method, String pathPart, Fault fault) {
        faults.add(new Planned(method, pathPart, fault));
        return this;
    }

    /** Forgets everything, and counts from 0 again. */
    synchronized void restart() {
        sessions.clear();
        nextSession = 0;
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode body = LivyWire.JSON.readTree(exchange.getRequestBody().readAllBytes());
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        Fault fault = faultFor(method, path);
        if (fault == Fault.REQUEST_LOST) {
            exchange.close();
            return;
        }
        Answer answer = answer(method, path.split("/", -1), body);
        if (fault == Fault.HANGS) {
            hangs.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                exchange.close();
                return;
            }
        }
        if (fault == Fault.ANSWER_LOST) {
            exchange.close();
            return;
        }
        if (fault == Fault.BAD_GATEWAY || fault == Fault.PAGE) {
            answer = new Answer(fault == Fault.PAGE ? 200 : 502, "<html><title>Bad Gateway</title></html>");
        }
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Answer(int status, String body) {}

    private synchronized @Nullable Fault faultFor(String method, String path) {
        Planned planned = faults.peek();
        if (planned == null || !planned.method.equals(method) || !path.contains(planned.pathPart)) {
            return null;
        }
        faults.remove();
        return planned.fault;
    }

    private synchronized Answer answer(String method, String[] path, JsonNode body) {
        if (path.length == 2) {
            return method.equals("POST") ? create(body) : list();
        }
        Session session = find(path[2]);
        if (session == null) {
            return new Answer(404, "{\"msg\":\"Session '" + path[2] + "' not found.\"}");
        }
        if (path.length == 3) {
            if (method.equals("DELETE")) {
                sessions.remove(session);
                deleted.add(session.name);
                return new Answer(200, "{\"msg\":\"deleted\"}");
            }
            return new Answer(200, json(session).toString());
        }
        if (path.length == 4 && method.equals("POST")) {
            String code = body.path("code").asText();
            posted.add(session.name + ": " + code);
            session.codes.add(code);
            session.states.add(code.startsWith("run") ? "running" : "available");
            return new Answer(201, statement(session, session.codes.size() - 1));
        }
        int number = Integer.parseInt(path[4]);
        if (number >= session.codes.size()) {
            return new Answer(404, "\"Statement not found\"");
        }
        if (path.length == 6) {
            cancelled.add(session.name + ' ' + number);
            session.states.set(number, "cancelled");
            return new Answer(200, "{\"msg\":\"canceled\"}");
        }
        return new Answer(200, statement(session, number));
    }

    private @Nullable Session find(String address) {
        for (Session session : sessions) {
            boolean named = dialect == Dialect.NAMES && address.equals(session.name);
            if (named || address.equals(String.valueOf(session.id))) {
                return session;
            }
        }
        return null;
    }

    private Answer create(JsonNode body) {
        Session session = new Session(nextSession++, body.path("name").textValue());
        sessions.add(session);
        return new Answer(201, json(session).toString());
    }

    private Answer list() {
        ObjectNode list = LivyWire.JSON.createObjectNode().put("from", 0).put("total", sessions.size());
        sessions.forEach(session -> list.withArray("sessions").add(json(session)));
        return new Answer(200, list.toString());
    }

    private static ObjectNode json(Session session) {
        return LivyWire.JSON
                .createObjectNode()
                .put("id", session.id)
                .put("name", session.name)
                .put("state", "idle");
    }

    /** The output of a statement is its code. */
    private static String statement(Session session, int number) {
        String state = session.states.get(number);
        ObjectNode json = LivyWire.JSON
                .createObjectNode()
                .put("id", number)
                .put("code", session.codes.get(number))
                .put("state", state)
                .put("progress", 0.0);
        if (state.equals("available")) {
            json.putObject("output").put("status", "ok").putObject("data").put("text/plain", session.codes.get(number));
        }
        return json.toString();
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
