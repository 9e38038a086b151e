package dev.sluice.pool.identity.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.identity.service.RequestThreads.Limits;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that stand still, and who has to go. */
@Timeout(60)
final class RequestThreadsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Semaphore end = new Semaphore(0);
    private RequestThreads threads = new RequestThreads(new Limits(2, 1, LONG));

    @AfterEach
    void close() {
        threads.close();
    }

    /** A request that stands still, until the test ends it or it is turned away. */
    private void stranger(String name) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        threads.execute(() -> {
            begun.countDown();
            stand(name);
        });
        begun.await();
    }

    private void guest(String name) throws InterruptedException {
        threads.execute(() -> {
            boolean once = threads.admit();
            boolean again = threads.admit();
            told.add(name + " is in: " + once + ", " + again);
            stand(name);
        });
        assertThat(told.take()).isEqualTo(name + " is in: true, true");
    }

    private void stand(String name) {
        try {
            end.acquire();
            told.add(name + " is done");
        } catch (InterruptedException e) {
            told.add(name + " is turned away");
        }
    }

    @Test
    void turnsTheOldestStrangerAwayForOneTooMany() throws InterruptedException {
        stranger("a");
        stranger("b");
        stranger("c");
        assertThat(told.take()).isEqualTo("a is turned away");
        stranger("d");
        assertThat(told.take()).isEqualTo("b is turned away");
        end.release(2);
        assertThat(told.take()).endsWith(" is done");
        assertThat(told.take()).endsWith(" is done");
    }

    @Test
    void turnsAwayNobodyWhoHasLoggedIn() throws InterruptedException {
        guest("guest");
        stranger("a");
        stranger("b");
        stranger("c");
        assertThat(told.take()).isEqualTo("a is turned away");
        assertThat(told).isEmpty();
    }

    @Test
    void admitsNoMoreThanThereIsRoomFor() throws InterruptedException {
        guest("first");
        threads.execute(() -> told.add("second " + threads.admit()));
        assertThat(told.take()).isEqualTo("second false");
    }

    @Test
    void givesTheRoomOfThoseWhoLeftToOthers() throws InterruptedException {
        threads.close();
        threads = new RequestThreads(new Limits(2, 100, LONG));
        for (int i = 0; i < 1000; i++) {
            threads.execute(() -> told.add(String.valueOf(threads.admit())));
            assertThat(told.take()).isEqualTo("true");
        }
    }

    @Test
    void losesPatienceWithAStranger() throws InterruptedException {
        threads.close();
        threads = new RequestThreads(new Limits(2, 1, Duration.ofMillis(1)));
        threads.execute(() -> stand("a"));
        assertThat(told.take()).isEqualTo("a is turned away");
    }

    @Test
    void refusesARequestThatIsTurnedAwayAlready() throws InterruptedException {
        threads.execute(() -> {
            stand("a");
            told.add(String.valueOf(threads.admit()));
        });
        stranger("b");
        stranger("c");
        assertThat(told.take()).isEqualTo("a is turned away");
        assertThat(told.take()).isEqualTo("false");
    }
}
