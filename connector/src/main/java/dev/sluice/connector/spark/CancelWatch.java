package dev.sluice.connector.spark;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a job group is cancelled while the driver waits for something else than a job of it.
 *
 * <p>A cancel is all that Livy does to a statement, and Spark tells of it nobody but the jobs that are active. So while the
 * driver waits there is one, of one task that waits too:
 *
 * <pre>
 * wait begins ─► {@link #PATIENCE} ─► job of one task ─┬─ wait ends : the job is cancelled, with a reason that says so
 *                       └─ wait ends : no job        └─ job is cancelled by anybody else : told
 * </pre>
 *
 * <p>The task takes a core that Spark has idle meanwhile. If there is none the job waits for one, and is as good for a cancel;
 * whoever needs the core gets it as soon as the wait ends. Lives in the driver; belongs to one thread.
 */
public final class CancelWatch implements AutoCloseable {

    /** Description of the job, in Spark's pages. */
    static final String DESCRIPTION = "sluice: waiting for the SQL pool";

    private static final Logger LOG = LoggerFactory.getLogger(CancelWatch.class);

    /** Shorter waits are not worth a job. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private static final String WAIT_IS_OVER = "because the SQL pool has answered";

    private static final String GROUP = "spark.jobGroup.id";
    private static final String EXECUTION = "spark.sql.execution.id";

    private final SparkContext context;
    private final Runnable onCancel;
    /** Its thread inherits group and pool from the one that waits first. */
    private final @Nullable ExecutorService helper;

    private CancelWatch(SparkContext context, Runnable onCancel, @Nullable ExecutorService helper) {
        this.context = context;
        this.onCancel = onCancel;
        this.helper = helper;
    }

    /**
     * Makes a watch over the job group of the calling thread. Without a group, as in a batch, there is nothing to watch.
     *
     * @param onCancel is called on a thread of the watch
     */
    public static CancelWatch of(SparkContext context, Runnable onCancel) {
        boolean cancellable = context.getLocalProperty(GROUP) != null;
        return new CancelWatch(
                context, onCancel, cancellable ? Executors.newSingleThreadExecutor(CancelWatch::thread) : null);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sluice-cancel-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** A wait of the driver, until it is closed. */
    @FunctionalInterface
    public interface Wait extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins a wait. The one before must have ended. */
    public Wait begin() {
        if (helper == null) {
            return () -> {};
        }
        Sentinel sentinel = new Sentinel();
        helper.execute(sentinel);
        return sentinel;
    }

    @Override
    public void close() {
        if (helper != null) {
            helper.shutdown();
        }
    }

    /** One wait, and the job that stands for it. */
    private final class Sentinel implements Runnable, Wait {

        private final CountDownLatch ended = new CountDownLatch(1);
        private @Nullable JavaFutureAction<Void> job;

        @Override
        public void run() {
            try {
                if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && start()) {
                    watch();
                }
            } catch (InterruptedException e) {
                // Nobody has the thread to interrupt it.
                Thread.currentThread().interrupt();
            } catch (IllegalStateException e) {
                LOG.debug("Spark takes no more jobs: nothing is watched", e);
            }
        }

        private synchronized boolean start() {
            if (isOver()) {
                return false;
            }
            context.setJobDescription(DESCRIPTION);
            context.setInterruptOnCancel(true);
            // Not a part of the user's query.
            context.setLocalProperty(EXECUTION, null);
            job = JavaSparkContext.fromSparkContext(context)
                    .parallelize(List.of(0), 1)
                    .foreachAsync(new Idle());
            return true;
        }

        private void watch() throws InterruptedException {
            JavaFutureAction<Void> watched = job;
            try {
                if (watched != null) {
                    watched.get();
                }
            } catch (ExecutionException e) {
                if (!isOver() && CancelledJob.isCauseOf(e)) {
                    onCancel.run();
                } else if (!isOver()) {
                    LOG.warn(
                            "A cancel does not reach the statement that the SQL pool runs: the job that waits failed",
                            e);
                }
            }
        }

        private boolean isOver() {
            return ended.getCount() == 0;
        }

        @Override
        public synchronized void close() {
            ended.countDown();
            if (job != null && !job.isDone() && !context.isStopped()) {
                job.jobIds().forEach(id -> context.cancelJob(id, WAIT_IS_OVER));
            }
        }
    }

    /** The task: waits until it is killed. Runs in an executor. */
    private static final class Idle implements VoidFunction<Integer> {

        private static final long serialVersionUID = 1L;

        private static final Duration LOOK = Duration.ofMillis(100);

        @Override
        public void call(Integer element) throws InterruptedException {
            while (!TaskContext.get().isInterrupted()) {
                Thread.sleep(LOOK.toMillis());
            }
        }
    }
}
