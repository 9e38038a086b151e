package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.spark.CancelWatch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CancelWatchIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final String WAITING = "sluice: waiting for the SQL pool";

    /** Held by tasks, which run in this JVM. */
    private static final CountDownLatch RELEASE = new CountDownLatch(1);

    private final SparkContext context = POOL.spark().sparkContext();

    @AfterEach
    void clears() {
        context.clearJobGroup();
    }

    @Test
    void watchesNothingWithoutAJobGroup() {
        // Those of tests before may not have ended yet.
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (CancelWatch watch = CancelWatch.of(context, () -> {});
                CancelWatch.Wait wait = watch.begin()) {
            assertThat(wait).isNotNull();
            Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
            started.removeAll(before);
            assertThat(started).noneMatch(thread -> thread.getName().equals("sluice-cancel-watch"));
        }
    }

    @Test
    void startsNoJobForAShortWait() throws InterruptedException {
        GroupJobs jobs = listen("short");
        try (CancelWatch watch = CancelWatch.of(context, () -> {})) {
            for (int i = 0; i < 10; i++) {
                watch.begin().close();
            }
        }
        jobs.awaitQuiet();
        assertThat(jobs.descriptions()).isEmpty();
    }

    /** All cores are taken: the job waits for one, and hears of the cancel all the same. */
    @Test
    void hearsOfACancelWithoutAFreeExecutor() throws InterruptedException {
        context.setJobGroup("busy", "", false);
        JavaFutureAction<Void> busy = JavaSparkContext.fromSparkContext(context)
                .parallelize(List.of(0, 1), 2)
                .foreachAsync(each -> RELEASE.await());
        GroupJobs jobs = listen("cancelled");
        CountDownLatch heard = new CountDownLatch(1);

        try (CancelWatch watch = CancelWatch.of(context, heard::countDown);
                CancelWatch.Wait wait = watch.begin()) {
            assertThat(wait).isNotNull();
            jobs.awaitStarted(WAITING);
            context.cancelJobGroup("cancelled");

            assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            RELEASE.countDown();
        }
        jobs.awaitQuiet();
        assertThat(busy.isCancelled()).isFalse();
    }

    @Test
    void doesNotTakeItsOwnEndForACancel() throws InterruptedException {
        GroupJobs jobs = listen("answered");
        CountDownLatch heard = new CountDownLatch(1);
        try (CancelWatch watch = CancelWatch.of(context, heard::countDown);
                CancelWatch.Wait wait = watch.begin()) {
            assertThat(wait).isNotNull();
            jobs.awaitStarted(WAITING);
        }
        jobs.awaitQuiet();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("sluice-cancel-watch")) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertThat(thread.isAlive()).isFalse();
            }
        }
        assertThat(heard.getCount()).isEqualTo(1);
    }

    private GroupJobs listen(String group) {
        GroupJobs jobs = new GroupJobs(group);
        context.addSparkListener(jobs);
        context.setJobGroup(group, "", false);
        return jobs;
    }
}
