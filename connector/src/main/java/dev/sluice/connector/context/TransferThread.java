package dev.sluice.connector.context;

import dev.sluice.connector.failure.TransferFailedException;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.spark.SparkContext;

/**
 * Runs a transfer on a thread of its own, which nobody can interrupt: an interrupt would break the storage's driver and Spark in
 * the midst of what must be finished. The thread that waits for it takes an interrupt for a wish to cancel, asks for the end of
 * the transfer and of its Spark jobs, and waits on.
 *
 * <p>What belongs to the calling thread holds for the other too: the session, the job group, the scheduler's pool.
 */
public final class TransferThread {

    private static final long ASK_AGAIN_MILLIS = 100;

    private TransferThread() {}

    /**
     * Runs a transfer to its end.
     *
     * @throws TransferFailedException as the transfer does
     */
    public static <T> T run(SparkContext context, Function<Cancellation, T> transfer) {
        String jobs = "sluice-" + UUID.randomUUID();
        try (Cancellation cancellation = Cancellation.of(context)) {
            FutureTask<T> task = new FutureTask<>(() -> {
                context.addJobTag(jobs);
                return transfer.apply(cancellation);
            });
            Thread thread = new Thread(task, "sluice-transfer");
            thread.setDaemon(true);
            thread.start();
            return outcome(task, () -> {
                cancellation.request();
                if (!context.isStopped()) {
                    context.cancelJobsWithTag(jobs);
                }
            });
        }
    }

    private static <T> T outcome(FutureTask<T> task, Runnable cancel) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return interrupted ? task.get(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS) : task.get();
                } catch (InterruptedException | TimeoutException e) {
                    interrupted = true;
                    cancel.run();
                }
            }
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException cause(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        // Scala throws checked exceptions that it does not declare.
        return failure.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(failure.getCause());
    }
}
