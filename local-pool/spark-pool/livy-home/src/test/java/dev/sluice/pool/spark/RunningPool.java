package dev.sluice.pool.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A Spark pool in processes of its own, and a client of its REST interface. */
final class RunningPool implements AutoCloseable {

    private static final String USER = "sluice";
    private static final String PASSWORD = "of-the-tests";
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STATEMENT = Duration.ofMinutes(3);
    private static final long PACE_MILLIS = 100;

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final PoolFolders folders;
    private final Process process;
    private final URI base;

    private RunningPool(PoolFolders folders, Process process) throws IOException, InterruptedException {
        this.folders = folders;
        this.process = process;
        Path readyFile = readyFile(folders);
        waitFor("the ready file", START, () -> Files.exists(readyFile));
        JsonNode ready = mapper.readTree(Files.readString(readyFile));
        this.base = URI.create("http://127.0.0.1:" + ready.path("port").asInt());
    }

    static RunningPool start(PoolFolders folders, String... options) throws IOException, InterruptedException {
        return new RunningPool(folders, launch(folders, options));
    }

    /** Starts the process as the local pool's supervisor does. */
    static Process launch(PoolFolders folders, String... options) throws IOException {
        Files.createDirectories(folders.state());
        Files.createDirectories(folders.tmp());
        Files.writeString(folders.passwordFile(), PASSWORD);
        Path confDir = folders.state().resolve("livy-conf");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                folders.livyHome() + "/jars/*",
                "dev.sluice.pool.spark.SparkPoolMain"));
        command.addAll(List.of("--livy-home", folders.livyHome().toString()));
        command.addAll(List.of("--spark-home", folders.sparkHome().toString()));
        command.addAll(List.of("--python", folders.python().toString()));
        command.addAll(List.of("--state", folders.state().toString()));
        command.addAll(List.of("--tmp", folders.tmp().toString()));
        command.addAll(List.of("--extra-jars", folders.extraJars().toString()));
        command.addAll(List.of("--local-dir", folders.root().toString()));
        command.addAll(List.of("--user", USER));
        command.addAll(List.of("--password-file", folders.passwordFile().toString()));
        command.addAll(List.of("--ready-file", readyFile(folders).toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folders.root().toFile());
        Map<String, String> environment = builder.environment();
        environment.put("LIVY_HOME", folders.livyHome().toString());
        environment.put("LIVY_CONF_DIR", confDir.toString());
        environment.put("LIVY_LOG_DIR", folders.root().resolve("logs").toString());
        environment.put("SPARK_HOME", folders.sparkHome().toString());
        environment.put("SPARK_CONF_DIR", confDir.toString());
        environment.put("SPARK_LAUNCHER_OPTS", "-XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        environment.put("TMPDIR", folders.tmp().toString());
        environment.put("LC_ALL", "C.UTF-8");
        builder.redirectErrorStream(true);
        builder.redirectOutput(folders.root().resolve("livy.log").toFile());
        return builder.start();
    }

    static Path readyFile(PoolFolders folders) {
        return folders.state().resolve("livy.json");
    }

    PoolFolders folders() {
        return folders;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Starts a session and returns its number once it is idle. */
    int session(Map<String, String> conf) throws IOException, InterruptedException {
        ObjectNode request = mapper.createObjectNode();
        request.set("conf", mapper.valueToTree(conf));
        int session = post("/sessions", request).path("id").asInt();
        JsonNode started = poll(
                "/sessions/" + session,
                START,
                answer -> !List.of("not_started", "starting")
                        .contains(answer.path("state").asText()));
        if (!started.path("state").asText().equals("idle")) {
            throw new IllegalStateException("The session did not start: " + started + "\n" + log());
        }
        return session;
    }

    /** Runs a statement to its end and returns its output. */
    JsonNode run(int session, String kind, String code) throws IOException, InterruptedException {
        return end(session, submit(session, kind, code)).path("output");
    }

    int submit(int session, String kind, String code) throws IOException, InterruptedException {
        ObjectNode request = mapper.createObjectNode().put("code", code).put("kind", kind);
        return post("/sessions/" + session + "/statements", request).path("id").asInt();
    }

    JsonNode statement(int session, int statement, Predicate<JsonNode> wanted)
            throws IOException, InterruptedException {
        return poll("/sessions/" + session + "/statements/" + statement, STATEMENT, wanted);
    }

    JsonNode end(int session, int statement) throws IOException, InterruptedException {
        return statement(
                session,
                statement,
                answer -> List.of("available", "cancelled")
                        .contains(answer.path("state").asText()));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body))));
    }

    JsonNode delete(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)).DELETE());
    }

    JsonNode poll(String path, Duration patience, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        JsonNode answer = get(path);
        while (!wanted.test(answer)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(path + " stays " + answer + " for " + patience + "\n" + log());
            }
            pace();
            answer = get(path);
        }
        return answer;
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((USER + ':' + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                request.header("X-Requested-By", "sluice")
                        .header("Authorization", "Basic " + login)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return mapper.readTree(response.body());
    }

    private void waitFor(String what, Duration patience, java.util.function.BooleanSupplier holds)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("The pool does not come to " + what + ":\n" + log());
            }
            pace();
        }
    }

    /** Livy tells nothing by itself, so it is asked again and again; not longer than its process lives. */
    private void pace() throws IOException, InterruptedException {
        if (process.waitFor(PACE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "The Livy server has ended with exit code " + process.exitValue() + "\n" + log());
        }
    }

    String log() throws IOException {
        return Files.readString(folders.root().resolve("livy.log"));
    }

    /** Ends the pool as the supervisor does, and returns its exit code. */
    int end() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
