package dev.sluice.pool.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.identity.service.ReadyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process: its ready file, its exit codes. */
final class TokenServiceMainIT {

    @TempDir
    private Path folder;

    @Test
    void runsUntilItIsToldToEnd() throws Exception {
        Path ready = folder.resolve("ready.json");
        Process process = start("0", ready);
        try {
            awaitFile(folder, ready, process);
            ReadyFile written = ReadyFile.read(ready);
            assertThat(written.name()).isEqualTo("tokens");
            assertThat(written.pid()).isEqualTo(process.pid());

            Process second = start(Integer.toString(written.port()), folder.resolve("second.json"));
            String said = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(second.waitFor()).isEqualTo(3);
            assertThat(said)
                    .isEqualToIgnoringNewLines(
                            "Cannot start tokens: port " + written.port() + " of 127.0.0.1 is taken by"
                                    + " another process; end that process or choose another port (0 takes any free one)");

            process.destroy();
            assertThat(process.waitFor()).isZero();
            assertThat(ready).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void refusesALifetimeThatIsNone() throws Exception {
        Process process = start("0", folder.resolve("ready.json"), "--token-lifetime", "0");
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said)
                .isEqualToIgnoringNewLines(
                        "tokens: Invalid value for option '--token-lifetime': '0' is no lifetime; use"
                                + " seconds from 1 to 86400");
    }

    private Process start(String port, Path ready, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TokenServiceMain.class.getName(),
                "--identity",
                folder.resolve("identity").toString(),
                "--port",
                port,
                "--ready-file",
                ready.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).start();
    }

    private static void awaitFile(Path folder, Path file, Process process) throws IOException, InterruptedException {
        try (WatchService changes = FileSystems.getDefault().newWatchService()) {
            folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(file)) {
                assertThat(process.isAlive()).isTrue();
                var change = changes.poll(60, TimeUnit.SECONDS);
                assertThat(change).isNotNull();
                change.reset();
            }
        }
    }
}
