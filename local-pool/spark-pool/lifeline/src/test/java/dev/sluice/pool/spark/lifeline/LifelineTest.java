package dev.sluice.pool.spark.lifeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifelineTest {

    @Test
    void theEndOfTheParentIsNoticed() throws IOException, InterruptedException {
        Process parent = new ProcessBuilder("cat").start();
        CountDownLatch ended = new CountDownLatch(1);
        Lifeline.watch(parent.toHandle(), ended::countDown);

        parent.destroyForcibly();

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLivingParentIsLeftAlone() {
        // The test's own parent lives on: making the listener must not end this process.
        assertThat(new Lifeline()).isNotNull();
    }
}
