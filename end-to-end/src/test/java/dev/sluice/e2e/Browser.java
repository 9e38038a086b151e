package dev.sluice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Chromium without a window, as {@code ./sluice setup --tests} made it ready, driven by its own protocol (Chrome DevTools
 * Protocol). All its pages share one profile, as the tabs of a person do.
 */
final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_SECONDS = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path profile;
    private final int port;

    private Browser(Process process, Path profile, int port) {
        this.process = process;
        this.profile = profile;
        this.port = port;
    }

    /**
     * Starts the browser.
     *
     * @param root the checkout
     * @param foreignHost a host name that leads to this machine for this browser, as that of a hostile site would
     */
    static Browser start(Path root, String foreignHost) throws IOException, InterruptedException {
        Path program = root.resolve(".sluice/chromium/run");
        if (!Files.isExecutable(program)) {
            throw new AssertionError("There is no browser " + program + ": run ./sluice setup --tests");
        }
        Path profile = Files.createTempDirectory("sluice-browser");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        // The pages are the tests' own, and root has no sandbox.
                        "--no-sandbox",
                        "--no-zygote",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--ignore-certificate-errors",
                        "--host-resolver-rules=MAP " + foreignHost + " 127.0.0.1",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        Path portFile = profile.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!Files.exists(portFile) || Files.size(portFile) == 0) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError("The browser does not start: " + Files.readString(profile.resolve("output")));
            }
        }
        return new Browser(
                process, profile, Integer.parseInt(Files.readAllLines(portFile).get(0)));
    }

    /** Opens a page in a tab of its own and waits until it is loaded. */
    Page open(String address) throws IOException, InterruptedException {
        HttpRequest newTab = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        JsonNode tab = JSON.readTree(
                http.send(newTab, HttpResponse.BodyHandlers.ofString()).body());
        Page page = new Page(http, URI.create(tab.path("webSocketDebuggerUrl").asText()));
        page.load(address);
        return page;
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(ended -> ended.onExit().join());
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A tab. */
    static final class Page {

        private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final WebSocket socket;
        private int calls;

        private Page(HttpClient http, URI address) {
            this.socket = http.newWebSocketBuilder()
                    .buildAsync(address, new Listener(messages))
                    .join();
        }

        private void load(String address) throws IOException, InterruptedException {
            call("Page.enable", JSON.createObjectNode());
            send("Page.navigate", JSON.createObjectNode().put("url", address));
            while (!next().path("method").asText().equals("Page.loadEventFired")) {
                // Frames come and go before.
            }
        }

        /** Runs an expression in the page, waits for what it promises and returns it. */
        JsonNode evaluate(String expression) throws IOException, InterruptedException {
            JsonNode answer = call(
                    "Runtime.evaluate",
                    JSON.createObjectNode()
                            .put("expression", expression)
                            .put("awaitPromise", true)
                            .put("returnByValue", true));
            if (answer.has("exceptionDetails")) {
                throw new AssertionError("The page failed: " + answer);
            }
            return answer.at("/result/value");
        }

        private JsonNode call(String method, ObjectNode parameters) throws IOException, InterruptedException {
            int call = send(method, parameters);
            JsonNode message = next();
            while (message.path("id").asInt() != call) {
                message = next();
            }
            return message.path("result");
        }

        private int send(String method, ObjectNode parameters) {
            ObjectNode message = JSON.createObjectNode().put("id", ++calls).put("method", method);
            message.set("params", parameters);
            socket.sendText(message.toString(), true).join();
            return calls;
        }

        private JsonNode next() throws InterruptedException {
            JsonNode message = messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("The browser says nothing for " + LIMIT_SECONDS + " s");
            }
            return message;
        }
    }

    /** Puts messages together, which may come in parts. */
    private static final class Listener implements WebSocket.Listener {

        private final BlockingQueue<JsonNode> messages;
        private final StringBuilder text = new StringBuilder();

        Listener(BlockingQueue<JsonNode> messages) {
            this.messages = messages;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    messages.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException("The browser sent no JSON", e);
                }
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, part, last);
        }
    }
}
