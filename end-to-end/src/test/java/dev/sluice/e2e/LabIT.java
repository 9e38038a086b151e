package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pool.supervisor.PoolLayout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sluice lab}: JupyterLab asks for its token, and nobody but the owner sees it. */
@ExtendWith(SharedPool.class)
class LabIT {

    private static final long LIMIT_SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void asksForTheTokenThatOnlyItsOwnerSees(TestPool pool) throws Exception {
        Path output = folder.resolve("lab.out");
        Process lab = start(pool, output);
        try {
            Path file = serverFile(pool, lab, output);
            JsonNode server = new ObjectMapper().readTree(Files.readString(file));
            String token = server.path("token").asText();
            URI kernels = URI.create(server.path("url").asText()).resolve("api/kernels");

            assertThat(kernels.getHost()).isIn("127.0.0.1", "localhost");
            assertThat(token).hasSizeGreaterThan(30);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(status(kernels, Optional.empty())).isEqualTo(403);
            assertThat(status(kernels, Optional.of(token))).isEqualTo(200);
            List<String> lines = ProcessHandle.allProcesses()
                    .flatMap(process -> process.info().commandLine().stream())
                    .toList();
            assertThat(lines).anyMatch(line -> line.contains("jupyterlab")).noneMatch(line -> line.contains(token));
        } finally {
            List<ProcessHandle> all =
                    Stream.concat(lab.descendants(), Stream.of(lab.toHandle())).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit().join());
            restoreKernelsOfTheCheckout(pool);
        }
    }

    private static Process start(TestPool pool, Path output) throws IOException {
        List<String> command = new ArrayList<>(SluiceRun.command(pool, "lab", "--", "--no-browser"));
        if (OtherUser.isAnother()) {
            command.add("--allow-root");
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Waits for the file in which a server of Jupyter says where it is. */
    private static Path serverFile(TestPool pool, Process lab, Path output) throws Exception {
        Path runtime = pool.layout().home().resolve("jupyter/runtime");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            if (Files.isDirectory(runtime)) {
                try (Stream<Path> files = Files.list(runtime)) {
                    Optional<Path> found = files.filter(
                                    file -> file.getFileName().toString().matches("jpserver-[0-9]+\\.json"))
                            .filter(file -> lab.descendants()
                                    .anyMatch(process -> file.toString().endsWith("-" + process.pid() + ".json")))
                            .findFirst();
                    if (found.isPresent() && Files.size(found.get()) > 0) {
                        return found.get();
                    }
                }
            }
            if (lab.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new AssertionError("JupyterLab does not start: " + Files.readString(output));
            }
        }
    }

    private static int status(URI address, Optional<String> token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        token.ifPresent(value -> request.header("Authorization", "token " + value));
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The tests' pool shares the Python environment of the checkout, and {@code lab} puts its own kernels there. */
    private static void restoreKernelsOfTheCheckout(TestPool pool) throws IOException, InterruptedException {
        // By the jars that the build copies into the checkout's own folder, where its start script runs them.
        Path home = pool.root().resolve(".sluice");
        SluiceRun install = SluiceRun.of(
                new TestPool(pool.root(), new PoolLayout(home, home.resolve("software"))), "kernel", "install");
        assertThat(install.exitCode()).as(install.err()).isZero();
    }
}
