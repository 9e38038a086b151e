package dev.sluice.pool.spark.lifeline;

import org.apache.spark.scheduler.SparkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the driver as soon as the process that started it is gone. Driver.
 *
 * <p>Named in {@code spark.extraListeners} of the local pool, so that sessions and batches alike hold on to the Livy
 * server: a killed server leaves no Spark behind. Livy's own idle timeout reaches sessions only, and after its time.
 * The exit runs Spark's shutdown hooks, which remove its temporary folders.
 */
public final class Lifeline extends SparkListener {

    private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);

    /** Made by Spark when the context starts. */
    public Lifeline() {
        ProcessHandle.current().parent().ifPresent(parent -> watch(parent, Lifeline::exit));
    }

    /** Runs {@code onEnd} once {@code parent} has ended. */
    static void watch(ProcessHandle parent, Runnable onEnd) {
        var unused = parent.onExit().thenRun(onEnd);
    }

    private static void exit() {
        LOG.warn("The Livy server that started this driver is gone: ending");
        // Not from the thread that watches processes: the hooks may wait for it.
        new Thread(() -> System.exit(0), "lifeline-exit").start();
    }
}
