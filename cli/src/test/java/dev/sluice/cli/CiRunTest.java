package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What CI runs, in a checkout whose command {@code sluice} says and returns what a test wants. */
@Timeout(60)
class CiRunTest {

    @TempDir
    private Path checkout;

    @BeforeEach
    void copyScript() throws IOException {
        Files.createDirectories(checkout.resolve(".ci"));
        Files.copy(Path.of("..", ".ci", "run"), checkout.resolve(".ci/run"));
    }

    private int run(String sluice, File out) throws IOException, InterruptedException {
        Path program = Files.writeString(checkout.resolve("sluice"), "#!/bin/sh\n" + sluice + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new ProcessBuilder("bash", checkout.resolve(".ci/run").toString())
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start()
                .waitFor();
    }

    @Test
    void runsTheTestCommandOfTheCheckout() throws Exception {
        Path out = checkout.resolve("out");

        assertThat(run("pwd; echo \"$@\"", out.toFile())).isZero();

        assertThat(out).content().isEqualTo(checkout.toRealPath() + "\ntest\n");
    }

    @Test
    void repeatsInShortWhatFailed() throws Exception {
        Path out = checkout.resolve("out");
        Files.writeString(checkout.resolve("words"), """
                [INFO] Running dev.sluice.SomeTest
                [ERROR] Tests run: 5, Failures: 1 <<< FAILURE! -- in dev.sluice.SomeTest
                a hundred lines
                [ERROR] Failures:
                [ERROR]   SomeTest.someCase:12 expected 1 but was 2
                [INFO] sluice-some .................. FAILURE [ 1 s]
                [ERROR] Failed to execute goal x on project sluice-some: There are test failures.
                [ERROR] Re-run Maven using the -X switch
                """);

        assertThat(run("cat words; exit 3", out.toFile())).isEqualTo(3);

        assertThat(Files.readString(out)).endsWith("""

                ./sluice test failed with exit code 3.
                [ERROR] Failures:
                [ERROR]   SomeTest.someCase:12 expected 1 but was 2
                [INFO] sluice-some .................. FAILURE [ 1 s]
                [ERROR] Failed to execute goal x on project sluice-some: There are test failures.
                """);
    }

    @Test
    void saysWhatRanWhenTimeWasUp() throws Exception {
        Path out = checkout.resolve("out");

        assertThat(run("echo '[INFO] Running dev.sluice.SlowIT'; exit 124", out.toFile()))
                .isEqualTo(124);

        assertThat(Files.readString(out)).endsWith("""
                It was stopped: it had not ended after 55 minutes. It was busy with:
                [INFO] Running dev.sluice.SlowIT
                """);
    }
}
