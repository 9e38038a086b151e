package dev.sluice.pool.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches, and what is left when a pool ends: one server per test, because each test ends it. */
class PoolLifeIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void aPythonBatchRunsAndAnEndedPoolLeavesNothing() throws IOException, InterruptedException {
        PoolFolders folders = PoolFolders.layOut(folder);
        try (RunningPool pool = RunningPool.start(folders)) {
            Path program = folders.root().resolve("batch é.py");
            Files.writeString(program, """
                    from pyspark.sql import SparkSession
                    spark = SparkSession.builder.getOrCreate()
                    print('BATCH ü', spark.range(10).count())
                    """);

            JsonNode batch = batch(pool, program);

            assertThat(batch.path("state").asText()).as(pool.log()).isEqualTo("success");
            assertThat(pool.get("/batches/0/log?size=200").path("log").toString())
                    .contains("BATCH ü 10");

            int session = pool.session(Map.of());
            pool.run(session, "pyspark", "1");
            List<ProcessHandle> processes = pool.handle().descendants().toList();
            assertThat(secretsIn(folders.tmp())).isEmpty();

            assertThat(pool.end()).isZero();

            assertThat(processes).hasSizeGreaterThanOrEqualTo(2).noneMatch(ProcessHandle::isAlive);
            assertThat(RunningPool.readyFile(folders)).doesNotExist();
            assertThat(filesBelow(folders.tmp())).isEmpty();
        }
    }

    @Test
    void driversEndWithAKilledServer() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        PoolFolders folders = PoolFolders.layOut(folder);
        try (RunningPool pool = RunningPool.start(folders)) {
            int session = pool.session(Map.of());
            pool.run(session, "pyspark", "1");
            CompletableFuture<?>[] ends =
                    pool.handle().descendants().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);

            pool.handle().destroyForcibly();

            CompletableFuture.allOf(ends).get(30, TimeUnit.SECONDS);
            assertThat(secretsIn(folders.tmp())).isEmpty();
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException, InterruptedException {
        PoolFolders folders = PoolFolders.layOut(folder);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process pool = RunningPool.launch(folders, "--port", Integer.toString(taken.getLocalPort()));

            assertThat(pool.waitFor()).isEqualTo(3);
            assertThat(Files.readString(folders.root().resolve("livy.log")))
                    .contains("spark-pool: Port " + taken.getLocalPort()
                            + " on 127.0.0.1 is taken: choose another --port, or 0");
            assertThat(RunningPool.readyFile(folders)).doesNotExist();
        }
    }

    private static JsonNode batch(RunningPool pool, Path program) throws IOException, InterruptedException {
        int batch = pool.post(
                        "/batches",
                        MAPPER.createObjectNode().put("file", program.toUri().toASCIIString()))
                .path("id")
                .asInt();
        return pool.poll(
                "/batches/" + batch,
                Duration.ofMinutes(3),
                answer -> List.of("success", "dead", "error")
                        .contains(answer.path("state").asText()));
    }

    private static List<Path> secretsIn(Path tmp) throws IOException {
        return filesBelow(tmp).stream()
                .filter(file -> file.getFileName().toString().startsWith("livyConf"))
                .toList();
    }

    private static List<Path> filesBelow(Path tmp) throws IOException {
        try (Stream<Path> files = Files.walk(tmp)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
