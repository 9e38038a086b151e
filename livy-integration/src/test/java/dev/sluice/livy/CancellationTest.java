package dev.sluice.livy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

final class CancellationTest {

    private final Cancellation cancellation = new Cancellation();

    @Test
    void interruptsWhoWaitsAndLeavesNoInterruptBehind() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        FutureTask<String> work = new FutureTask<>(() -> {
            String ended = cancellation.interruptibly(() -> {
                waits.countDown();
                try {
                    new CountDownLatch(1).await();
                    return "not interrupted";
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return "interrupted";
                }
            });
            return ended + ", flag " + Thread.interrupted();
        });
        new Thread(work).start();
        waits.await();
        cancellation.request();
        assertThat(work.get()).isEqualTo("interrupted, flag false");
    }

    @Test
    void interruptsNothingThatComesAfterTheWish() {
        cancellation.request();
        assertThat(cancellation.<Boolean>interruptibly(() -> {
                    cancellation.request();
                    return Thread.currentThread().isInterrupted();
                }))
                .isFalse();
    }

    @Test
    void takesTheInterruptOfItsThreadForAWish() {
        Thread.currentThread().interrupt();
        assertThat(cancellation.isRequested()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(cancellation.isRequested()).isTrue();
    }

    @Test
    void takesASecondWishForImpatience() {
        assertThat(cancellation.isInsisted()).isFalse();
        cancellation.request();
        assertThat(cancellation.isInsisted()).isFalse();
        cancellation.request();
        assertThat(cancellation.isInsisted()).isTrue();
    }
}
