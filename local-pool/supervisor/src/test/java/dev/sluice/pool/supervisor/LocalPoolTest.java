package dev.sluice.pool.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool whose four programs are stand-ins that take a port, say that they are ready and wait to be ended. */
class LocalPoolTest {

    private static final String PROGRAM = """
        package %s;

        public final class %s {
            public static void main(String[] arguments) throws Exception {
                java.util.List<String> options = java.util.Arrays.asList(arguments);
                int port = Integer.parseInt(options.get(options.indexOf("--port") + 1));
                java.nio.file.Path ready = java.nio.file.Path.of(options.get(options.indexOf("--ready-file") + 1));
                if (java.nio.file.Files.exists(ready.resolveSibling("fail-" + ready.getFileName()))) {
                    System.err.println("Told to fail");
                    System.exit(1);
                }
                try (var socket = new java.net.ServerSocket(
                        port, 1, java.net.InetAddress.getLoopbackAddress())) {
                    java.nio.file.Path draft = ready.resolveSibling(ready.getFileName() + ".draft");
                    java.nio.file.Files.writeString(draft, "{\\"name\\":\\"x\\",\\"pid\\":"
                            + ProcessHandle.current().pid() + ",\\"port\\":" + socket.getLocalPort() + "}");
                    java.nio.file.Files.move(draft, ready, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                    new java.util.concurrent.CountDownLatch(1).await();
                }
            }
        }
        """;

    private static final List<String> PROGRAMS = List.of(
            "dev.sluice.pool.identity.TokenServiceMain",
            "dev.sluice.pool.storage.StorageMain",
            "dev.sluice.pool.sql.SqlPoolMain",
            "dev.sluice.pool.spark.SparkPoolMain",
            "dev.sluice.pool.supervisor.PoolWatchMain");

    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");

    @TempDir
    private static Path software;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private PoolLayout layout;
    private LocalPool pool;

    /** As jars, for a class path that ends in an asterisk takes nothing else. */
    @BeforeAll
    static void makePrograms() throws IOException {
        Path classes = Files.createDirectories(software.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (String program : PROGRAMS) {
            int dot = program.lastIndexOf('.');
            Path source = software.resolve(program.substring(dot + 1) + ".java");
            Files.writeString(source, PROGRAM.formatted(program.substring(0, dot), program.substring(dot + 1)));
            assertThat(compiler.run(null, null, null, "-d", classes.toString(), source.toString()))
                    .isZero();
        }
        for (String where : List.of("lib", "livy-home/jars")) {
            Path jar = Files.createDirectories(software.resolve(where)).resolve("programs.jar");
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            int exit = java.util.spi.ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(nowhere, nowhere, "-cf", jar.toString(), "-C", classes.toString(), ".");
            assertThat(exit).isZero();
        }
    }

    @BeforeEach
    void layOut() throws IOException {
        layout = new PoolLayout(folder.resolve("home"), software);
        Files.createDirectories(layout.pythonEnvironment().resolve("lib/python3.11/site-packages/pyspark/jars"));
        pool = new LocalPool(layout);
    }

    @AfterEach
    void stop() {
        pool.down();
        assertThat(pool.status().state()).isEqualTo("down");
    }

    @Test
    void startsAllThenNothing() {
        assertThat(up().state()).isEqualTo("up");
        assertThat(said).containsExactly("Starting tokens, storage and sql-pool", "Starting Apache Livy");
        Map<String, Long> pids = pids();

        assertThat(up().state()).isEqualTo("up");

        assertThat(said).containsExactly("The local pool was up already");
        assertThat(pids()).isEqualTo(pids);
    }

    @Test
    void startsOnlyWhatIsMissingOnItsOldPort() {
        PoolStatus before = up();
        Map<String, Long> pids = pids();
        kill("storage");
        kill("tokens");

        PoolStatus after = up();

        assertThat(said).containsExactly("Starting tokens and storage");
        assertThat(pids().get("sql-pool")).isEqualTo(pids.get("sql-pool"));
        assertThat(pids().get("livy")).isEqualTo(pids.get("livy"));
        assertThat(pids().get("storage")).isNotEqualTo(pids.get("storage"));
        assertThat(after.storage()).isEqualTo(before.storage());
        assertThat(after.tokens()).isEqualTo(before.tokens());
    }

    @Test
    void startsLivyAloneWhenLivyIsMissing() {
        up();
        Map<String, Long> pids = pids();
        kill("livy");

        up();

        assertThat(said).containsExactly("Starting Apache Livy");
        assertThat(pids().get("storage")).isEqualTo(pids.get("storage"));
        assertThat(pids().get("livy")).isNotEqualTo(pids.get("livy"));
    }

    @Test
    void restartsLivyWhenServiceHadToMove() throws IOException {
        PoolStatus before = up();
        Map<String, Long> pids = pids();
        int port = before.sqlPool() == null ? 0 : before.sqlPool().port();
        kill("sql-pool");
        try (ServerSocket squatter = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(squatter.getLocalPort()).isEqualTo(port);

            assertThat(up().state()).isEqualTo("up");
        }

        assertThat(said)
                .containsExactly(
                        "Starting sql-pool",
                        "Stopping Apache Livy, whose sessions look for the other services on the ports they had before",
                        "Starting Apache Livy");
        assertThat(pids().get("livy")).isNotEqualTo(pids.get("livy"));
        assertThat(pids().get("tokens")).isEqualTo(pids.get("tokens"));
    }

    @Test
    void restartsLivyOfAnOlderSluice() throws IOException {
        up();
        Map<String, Long> pids = pids();
        Files.delete(layout.state().resolve("ports-of-livy.json"));

        up();

        assertThat(said)
                .containsExactly(
                        "Stopping Apache Livy, which an older Sluice started and which lets everybody in",
                        "Starting Apache Livy");
        assertThat(pids().get("storage")).isEqualTo(pids.get("storage"));
        assertThat(pids().get("livy")).isNotEqualTo(pids.get("livy"));
    }

    @Test
    void leavesWhatRunsWhenTheRestDoesNotStart() throws IOException {
        up();
        Map<String, Long> pids = pids();
        kill("storage");
        Files.createFile(layout.state().resolve("fail-storage.json"));

        assertThatThrownBy(this::up)
                .isExactlyInstanceOf(PoolException.class)
                .hasMessageStartingWith("Cannot start storage: it ended with exit code 1. Its log ends with:")
                .hasMessageContaining("Told to fail");

        assertThat(pool.status().state()).isEqualTo("partial");
        assertThat(pids().get("livy")).isEqualTo(pids.get("livy"));
        assertThat(layout.readyFile("storage")).doesNotExist();
    }

    @Test
    void leavesNothingWhenTheFirstStartFails() throws IOException {
        Files.createDirectories(layout.state());
        Files.createFile(layout.state().resolve("fail-livy.json"));

        assertThatThrownBy(this::up).hasMessageStartingWith("Cannot start livy: it ended with exit code 1.");

        assertThat(pool.status().processes()).isEmpty();
        assertThat(layout.readyFile("storage")).doesNotExist();
    }

    @Test
    void closesItsFolderToOthersAlsoWhereItWasOpen() throws IOException {
        Files.setPosixFilePermissions(layout.home(), PosixFilePermissions.fromString("rwxr-xr-x"));

        up();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(layout.home())))
                .isEqualTo("rwx------");
    }

    @Test
    void startsOneWatchThatEveryStartLeavesAlone() {
        up();
        pool.watch();
        Map<String, Long> pids = pids();
        assertThat(pids).containsKey("watch");

        pool.watch();
        kill("storage");
        up();

        assertThat(pids().get("watch")).isEqualTo(pids.get("watch"));
        assertThat(pool.status().state()).isEqualTo("up");
    }

    @Test
    void watchStartsAgainWhatDiedAndSaysSo() throws Exception {
        PoolStatus before = up();
        Map<String, Long> pids = pids();
        Files.writeString(layout.log("sql-pool"), "the last words");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Thread watch = watching(heard);
        kill("sql-pool");

        assertThat(heardUntil(heard, "Started again: sql-pool"))
                .contains(
                        NOW + " sql-pool died (process " + pids.get("sql-pool") + "). Its log: "
                                + layout.logOfDead("sql-pool"),
                        NOW + " Starting sql-pool");

        PoolStatus after = pool.status();
        assertThat(after.state()).isEqualTo("up");
        assertThat(after.sqlPool()).isEqualTo(before.sqlPool());
        assertThat(pids().get("sql-pool")).isNotEqualTo(pids.get("sql-pool"));
        assertThat(pids().get("livy")).isEqualTo(pids.get("livy"));
        assertThat(after.deaths()).extracting(PoolStatus.Death::service).containsExactly("sql-pool");
        assertThat(layout.logOfDead("sql-pool")).hasContent("the last words");
        end(watch);
        pool.down();
        assertThat(pool.status().deaths()).isEmpty();
    }

    @Test
    void watchLeavesAloneWhatDiesAgainAndAgain() throws Exception {
        up();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Thread watch = watching(heard);
        for (int death = 1; death < 5; death++) {
            kill("storage");
            heardUntil(heard, "Started again: storage");
        }
        kill("storage");

        assertThat(heardUntil(heard, "./sluice up"))
                .last()
                .isEqualTo(NOW + " storage died 5 times within 10 minutes: it is not started again. Look into its log,"
                        + " then run ./sluice up");
        watch.join();
        assertThat(pool.status().state()).isEqualTo("partial");
    }

    @Test
    void watchEndsWithAPoolThatWasToldToEnd() throws Exception {
        up();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Thread watch = watching(heard);

        pool.down();

        watch.join();
        assertThat(heard).isEmpty();
        assertThat(pool.status().state()).isEqualTo("down");
    }

    private Thread watching(BlockingQueue<String> heard) {
        PoolWatch watch = new PoolWatch(new LocalPool(layout), Clock.fixed(NOW, ZoneOffset.UTC), heard::add);
        Thread thread = new Thread(
                () -> {
                    try {
                        watch.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watch");
        thread.start();
        return thread;
    }

    private static void end(Thread watch) throws InterruptedException {
        watch.interrupt();
        watch.join();
    }

    private static List<String> heardUntil(BlockingQueue<String> heard, String end) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        String line = "";
        while (!line.endsWith(end)) {
            line = Objects.requireNonNull(heard.poll(60, TimeUnit.SECONDS), () -> "nothing after " + lines);
            lines.add(line);
        }
        return lines;
    }

    private PoolStatus up() {
        said.clear();
        return pool.up(said::add);
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        pool.status().processes().forEach(process -> pids.put(process.name(), process.pid()));
        return pids;
    }

    private void kill(String service) {
        ProcessHandle process = ProcessHandle.of(Objects.requireNonNull(pids().get(service), service))
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }
}
