package dev.sluice.pool.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolLeftoversTest {

    @TempDir
    private Path folder;

    @Test
    void theReadyFileTellsNameProcessPortAndLoginToItsOwner() throws IOException {
        Path file = folder.resolve("state/livy.json");

        ReadyFile.write(Samples.options("--ready-file=" + file), 12, 8998);

        assertThat(file)
                .hasContent("{\"name\":\"livy\",\"pid\":12,\"port\":8998,\"user\":\"sluice\","
                        + "\"passwordFile\":\"/p/é state/password\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void configurationsOfDriversAreDeletedAndNothingElse() throws IOException {
        Files.createFile(folder.resolve("livyConf1.properties"));
        Path other = Files.createFile(folder.resolve("other.properties"));

        Leftovers.deleteDriverConfigurations(folder);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(other);
        }
    }

    @Test
    void whatDriversLeaveIsDeletedAndNothingElse() throws IOException {
        Files.createFile(folder.resolve("livyConf1.properties"));
        for (String left : List.of("spark-repl-1/$line1", "spark-2/userFiles-3", "blockmgr-4/0d", "rsc-tmp5")) {
            Files.createFile(Files.createDirectories(folder.resolve(left)).resolve("file"));
        }
        Files.createFile(folder.resolve("liblz4-java-1.so.lck"));
        Path staging = Files.createDirectory(folder.resolve("livy-staging"));
        Path other = Files.createFile(folder.resolve("other.spark-2"));

        Leftovers.deleteDriverFiles(folder);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(staging, other);
        }
    }

    @Test
    void processesBelowEndEvenWhenTheyDoNotListen() throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(
                        "sh", "-c", "sh -c 'trap \"\" TERM; echo up; sleep 600; :' & sleep 600 & wait")
                .start();
        try {
            // Its first byte says that the deaf child is there.
            assertThat(shell.getInputStream().read()).isEqualTo('u');
            List<ProcessHandle> below = shell.descendants().toList();
            assertThat(below).isNotEmpty();

            Leftovers.endDescendants(shell.toHandle(), Duration.ofMillis(300));

            for (ProcessHandle process : below) {
                process.onExit().join();
            }
        } finally {
            shell.destroyForcibly();
        }
    }
}
