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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches, and what is left when a pool ends: one server per test, because each test ends it. */
class PoolLifeIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

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
                import sys
                # No UTF-8, and behind it more than a pipe holds.
                unused = sys.stdout.buffer.write(bytes([255, 10]) + b'x' * 300000 + bytes([10]))
                sys.stdout.flush()
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
            assertNothingLeft(folders);
        }
    }

    /** The compiler writes classes while the folder that they lie in is deleted. */
    @Test
    void aSessionThatEndsWhileItCompilesLeavesNothing() throws Exception {
        PoolFolders folders = PoolFolders.layOut(folder);
        try (RunningPool pool = RunningPool.start(folders)) {
            for (String code : List.of(
                    // Nothing: the session's own names are still being compiled.
                    "",
                    IntStream.range(0, 500)
                            .mapToObj(i -> "val v" + i + " = " + i)
                            .collect(Collectors.joining("\n")),
                    "sc.parallelize(1 to 100, 100).foreach(_ => Thread.sleep(1000))")) {
                int session = pool.session(Map.of());
                if (!code.isEmpty()) {
                    int statement = pool.submit(session, "spark", code);
                    pool.statement(
                            session,
                            statement,
                            answer -> answer.path("state").asText().equals("running"));
                }
                List<ProcessHandle> processes = pool.handle().descendants().toList();

                pool.delete("/sessions/" + session);

                ended(processes).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(filesBelow(folders.tmp())).as(code).isEmpty();
            }
            assertThat(pool.end()).isZero();
            assertNothingLeft(folders);
        }
    }

    @Test
    void aKilledDriverLeavesNothingToAnEndedPool() throws Exception {
        PoolFolders folders = PoolFolders.layOut(folder);
        try (RunningPool pool = RunningPool.start(folders)) {
            int session = pool.session(Map.of());
            pool.run(session, "spark", "sc.parallelize(1 to 10).cache().count()");
            List<ProcessHandle> processes = pool.handle().descendants().toList();

            processes.forEach(ProcessHandle::destroyForcibly);

            ended(processes).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(pool.end()).isZero();
            assertNothingLeft(folders);
        }
    }

    /** Livy ends a batch by ending its JVM; the program is a child of that, and so is what the program starts. */
    @Test
    void aDeletedBatchEndsItsPythonAndWhatThatStarted() throws Exception {
        PoolFolders folders = PoolFolders.layOut(folder);
        try (RunningPool pool = RunningPool.start(folders)) {
            for (String spark :
                    List.of("", "from pyspark.sql import SparkSession; SparkSession.builder.getOrCreate()")) {
                int batch = endlessBatch(pool, spark);
                List<ProcessHandle> processes = programOf(pool, batch);

                pool.delete("/batches/" + batch);

                ended(processes).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void batchesEndWithAnEndedPool() throws Exception {
        PoolFolders folders = PoolFolders.layOut(folder);
        try (RunningPool pool = RunningPool.start(folders)) {
            List<ProcessHandle> processes = programOf(pool, endlessBatch(pool, ""));

            assertThat(pool.end()).isZero();

            ended(processes).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNothingLeft(folders);
        }
    }

    @Test
    void batchesEndWithAKilledServer() throws Exception {
        PoolFolders folders = PoolFolders.layOut(folder);
        try (RunningPool pool = RunningPool.start(folders)) {
            List<ProcessHandle> processes = programOf(pool, endlessBatch(pool, ""));

            pool.handle().destroyForcibly();

            ended(processes).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void nothingOfThePoolIsReachedFromOtherMachines() throws Exception {
        List<InetAddress> foreign = OpenPorts.foreignAddresses();
        PoolFolders folders = PoolFolders.layOut(folder);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Set<Integer> foreignBefore = OpenPorts.at(foreign);
        Set<Integer> loopbackBefore = OpenPorts.at(loopback);
        Set<Integer> foreignDuring;
        Set<Integer> loopbackDuring;
        try (RunningPool pool = RunningPool.start(folders);
                ServerSocket reachable = new ServerSocket(0)) {
            int session = pool.session(Map.of());
            pool.run(session, "pyspark", "sc.parallelize([1]).map(lambda x: x).collect()");
            foreignDuring = OpenPorts.at(foreign);
            loopbackDuring = OpenPorts.at(loopback);
            // The check sees what it is to see, where there is a network at all.
            assertThat(foreign.isEmpty() || foreignDuring.remove(reachable.getLocalPort()))
                    .isTrue();
            loopbackDuring.remove(reachable.getLocalPort());
            assertThat(pool.end()).isZero();
        }

        // What was not there before and is gone afterwards was the pool's: Livy, its RPC, and of the driver that RPC,
        // Spark's own, its blocks, and Python's.
        loopbackDuring.removeAll(loopbackBefore);
        loopbackDuring.removeIf(port -> OpenPorts.isOpen(loopback, port));
        assertThat(loopbackDuring).hasSizeGreaterThanOrEqualTo(6);
        foreignDuring.removeAll(foreignBefore);
        foreignDuring.removeIf(port -> foreign.stream().anyMatch(address -> OpenPorts.isOpen(address, port)));
        assertThat(foreignDuring).isEmpty();
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

    private static int startedBatch(RunningPool pool, Path program) throws IOException, InterruptedException {
        return pool.post(
                        "/batches",
                        MAPPER.createObjectNode().put("file", program.toUri().toASCIIString()))
                .path("id")
                .asInt();
    }

    private static int endlessBatch(RunningPool pool, String begin) throws IOException, InterruptedException {
        Path program = pool.folders().root().resolve("endless.py");
        Files.writeString(program, begin + """

            import os, subprocess, time
            child = subprocess.Popen(['sleep', '600'])
            print('PIDS', os.getpid(), child.pid, 'END', flush=True)
            time.sleep(600)
            """);
        return startedBatch(pool, program);
    }

    /** Returns the Python program of an endless batch and its child, once they run. */
    private static List<ProcessHandle> programOf(RunningPool pool, int batch) throws IOException, InterruptedException {
        Pattern said = Pattern.compile("PIDS (\\d+) (\\d+) END");
        String log = pool.poll(
                        "/batches/" + batch + "/log?size=200",
                        Duration.ofMinutes(3),
                        answer -> said.matcher(answer.path("log").toString()).find())
                .path("log")
                .toString();
        Matcher pids = said.matcher(log);
        assertThat(pids.find()).isTrue();
        return Stream.of(pids.group(1), pids.group(2))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }

    private static CompletableFuture<Void> ended(List<ProcessHandle> processes) {
        return CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
    }

    private static void assertNothingLeft(PoolFolders folders) throws IOException {
        try (Stream<Path> left = Files.walk(folders.tmp())) {
            assertThat(left)
                    .containsExactlyInAnyOrder(folders.tmp(), folders.tmp().resolve("livy-staging"));
        }
    }

    private static JsonNode batch(RunningPool pool, Path program) throws IOException, InterruptedException {
        int batch = startedBatch(pool, program);
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
