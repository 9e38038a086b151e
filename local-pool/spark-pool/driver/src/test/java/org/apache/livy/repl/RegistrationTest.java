package org.apache.livy.repl;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.livy.rsc.RSCConf;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver as the dispatcher of channels that are open at the same time. */
class RegistrationTest {

    private static final long PATIENCE_SECONDS = 60;

    private ReplDriver driver;

    @BeforeEach
    void make() throws Exception {
        driver = new ReplDriver(new SparkConf(false), new RSCConf(new Properties()));
    }

    @AfterEach
    void end() {
        driver.shutdownContext();
    }

    @Test
    void theServerIsNotReadUntilTheAddressIsTold() {
        EmbeddedChannel address = new EmbeddedChannel(driver);
        EmbeddedChannel early = new EmbeddedChannel(driver);
        assertThat(reads(address)).isTrue();
        assertThat(reads(early)).isFalse();

        assertThat(address.close().isSuccess()).isTrue();
        assertThat(reads(early)).isTrue();

        assertThat(reads(new EmbeddedChannel(driver))).isTrue();
    }

    @Test
    void theEndOfALaterChannelIsNotThatOfTheFirst() {
        EmbeddedChannel address = new EmbeddedChannel(driver);
        EmbeddedChannel early = new EmbeddedChannel(driver);
        EmbeddedChannel other = new EmbeddedChannel(driver);

        assertThat(other.close().isSuccess()).isTrue();
        assertThat(reads(early)).isFalse();

        assertThat(address.close().isSuccess()).isTrue();
        assertThat(reads(early)).isTrue();
    }

    @Test
    void theSessionWaitsForTheEndOfTheFirstChannel() throws Exception {
        Registration registration = new Registration();
        EmbeddedChannel address = new EmbeddedChannel();
        registration.added(address);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                registration.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        registration.gone(new EmbeddedChannel());
        assertThat(waiting).isNotDone();

        registration.gone(address);

        waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        registration.await();
    }

    private static boolean reads(Channel channel) {
        return channel.config().isAutoRead();
    }
}
