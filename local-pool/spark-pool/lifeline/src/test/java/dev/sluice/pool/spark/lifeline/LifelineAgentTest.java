package dev.sluice.pool.spark.lifeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifelineAgentTest {

    private static final long PATIENCE_SECONDS = 60;

    @Test
    void theEndOfTheServerIsNoticed() throws IOException, InterruptedException {
        Process server = new ProcessBuilder("cat").start();
        CountDownLatch ended = new CountDownLatch(1);
        LifelineAgent.watch(Optional.of(server.toHandle()), ended::countDown);
        assertThat(ended.getCount()).isEqualTo(1);

        server.destroyForcibly();

        assertThat(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aServerThatIsGoneAlreadyIsNoticedToo() {
        CountDownLatch ended = new CountDownLatch(1);

        LifelineAgent.watch(Optional.empty(), ended::countDown);

        assertThat(ended.getCount()).isZero();
    }

    @Test
    void childrenAndTheirChildrenEndAlsoWhenTheyDoNotListen() throws IOException {
        Process driver = new ProcessBuilder(
                        "sh", "-c", "sleep 600 & sh -c 'trap \"\" TERM; sleep 600 & echo up; wait; wait' & wait")
                .start();
        try {
            // Its first byte says that the deaf child and its own one are there, and the one before them.
            assertThat(driver.getInputStream().read()).isEqualTo('u');
            List<ProcessHandle> below = driver.descendants().toList();
            assertThat(below).hasSizeGreaterThanOrEqualTo(3);

            LifelineAgent.endDescendants(driver.toHandle(), Duration.ofMillis(300));

            below.forEach(process -> process.onExit().join());
        } finally {
            driver.destroyForcibly();
        }
    }

    /** As the Livy server starts a driver: the class is an agent in a JVM of its own. */
    @Test
    void aDriverEndsWithItsServerAndItsChildrenWithIt() throws Exception {
        Process server = new ProcessBuilder("cat").start();
        Process driver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Driver.class.getName(),
                        Long.toString(server.pid()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = driver.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();

            server.destroyForcibly();

            assertThat(driver.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(driver.exitValue()).isZero();
            child.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            driver.destroyForcibly();
            server.destroyForcibly();
        }
    }

    /** Takes a server for its own, starts a child, says which, and would wait for it for ten minutes. */
    static final class Driver {
        private Driver() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            LifelineAgent.premain(arguments[0]);
            Process child = new ProcessBuilder("sleep", "600").start();
            System.out.println(child.pid());
            System.exit(child.waitFor());
        }
    }
}
