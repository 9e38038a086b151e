package dev.sluice.connector;

import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A call on a thread that has a job group, as a statement of Livy has one, and its cancel: Livy cancels the group again and
 * again until the statement ends, and does nothing else.
 *
 * @param <T> what the call gives
 */
final class CancelledCall<T> implements AutoCloseable {

    /** {@code livy.rsc.job-cancel.trigger-interval}. */
    private static final long TRIGGER_MILLIS = 100;

    /** Description of the job that waits for a cancel while the SQL pool runs a statement. */
    static final String WAITING = "sluice: waiting for the SQL pool";

    private static final int ROUNDS_WITHOUT_A_JOB = 50;

    private final SparkContext context;
    private final String group = UUID.randomUUID().toString();
    private final GroupJobs jobs = new GroupJobs(group);
    private final FutureTask<T> task;
    private final Thread thread;

    private CancelledCall(SparkContext context, Callable<T> call) {
        this.context = context;
        this.task = new FutureTask<>(call);
        this.thread = new Thread(
                () -> {
                    context.setJobGroup(group, "Job group for statement " + group, false);
                    task.run();
                },
                "cancelled-call");
        context.addSparkListener(jobs);
    }

    /** Starts a call. */
    static <T> CancelledCall<T> start(SparkSession spark, Callable<T> call) {
        CancelledCall<T> started = new CancelledCall<>(spark.sparkContext(), call);
        started.thread.start();
        return started;
    }

    /** Returns the Spark jobs of the call. */
    GroupJobs jobs() {
        return jobs;
    }

    /** Returns the thread of the call. */
    Thread thread() {
        return thread;
    }

    /** Waits for the end of the call without cancelling it. */
    T get() throws InterruptedException, ExecutionException {
        return task.get();
    }

    /** Cancels until the call ends. */
    T cancel() throws InterruptedException, ExecutionException {
        return cancel(() -> {});
    }

    /**
     * Cancels until the call ends.
     *
     * @param noticed runs as soon as the call has noticed the cancel by a job that waits, or does not look any more
     */
    T cancel(Step noticed) throws InterruptedException, ExecutionException {
        boolean told = false;
        for (int round = 0; true; round++) {
            context.cancelJobGroup(group);
            try {
                return task.get(TRIGGER_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!told
                        && (jobs.hasEnded(WAITING)
                                || (round >= ROUNDS_WITHOUT_A_JOB
                                        && !jobs.descriptions().contains(WAITING)))) {
                    told = true;
                    noticed.run();
                }
            }
        }
    }

    /** A step of a test. */
    @FunctionalInterface
    interface Step {
        void run();
    }

    /** Waits for the end of all that the call has started. */
    @Override
    public void close() {
        try {
            awaitNothingLeft();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitNothingLeft() throws InterruptedException {
        thread.join();
        jobs.awaitQuiet();
        context.removeSparkListener(jobs);
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            // The heart of the process beats for a while after the transfers.
            if (each.getName().startsWith("sluice-") && !each.getName().equals("sluice-transfers-live")) {
                each.join(TimeUnit.SECONDS.toMillis(10));
                if (each.isAlive()) {
                    throw new IllegalStateException("The thread " + each.getName() + " is left");
                }
            }
        }
    }
}
