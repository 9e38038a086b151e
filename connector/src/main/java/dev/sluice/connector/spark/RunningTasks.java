package dev.sluice.connector.spark;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.collection.JavaConverters;

/**
 * The tasks of the jobs that one thread starts, which outlive their jobs: Spark fails a job and asks its tasks to end in the same
 * moment, and tells that a job has succeeded while a slower attempt of a task still runs. Until they have ended they may write,
 * and make the folder anew that they write into.
 *
 * <p>Counts from when it is made until it is closed, by the events of Spark.
 */
public final class RunningTasks extends SparkListener implements AutoCloseable {

    /** A task that is asked to end looks for that between two rows. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Time between two looks whether Spark is there still. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Tells the jobs of this thread from others: whoever starts a job for it takes its properties over. */
    private static final String PROPERTY = "sluice.tasks";

    private final SparkContext context;
    private final String key = UUID.randomUUID().toString();
    private final Set<Integer> stages = new HashSet<>();
    private final Set<Long> running = new HashSet<>();
    private boolean caughtUp;

    private RunningTasks(SparkContext context) {
        this.context = context;
    }

    /** Begins to count the tasks of the jobs that the calling thread starts. */
    public static RunningTasks of(SparkContext context) {
        RunningTasks tasks = new RunningTasks(context);
        context.addSparkListener(tasks);
        context.setLocalProperty(PROPERTY, tasks.key);
        return tasks;
    }

    /**
     * Waits until no task runs.
     *
     * @return whether that is so; an interrupt ends the wait, and stays
     */
    public boolean awaitEnd(Duration patience) {
        context.listenerBus().post(new Mark(key));
        try {
            return await(() -> caughtUp && running.isEmpty(), patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized boolean await(BooleanSupplier wanted, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!wanted.getAsBoolean()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            // After its end Spark tells nothing more.
            if (left <= 0 || context.isStopped()) {
                return false;
            }
            wait(Math.min(left, LOOK.toMillis()));
        }
        return true;
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        if (start.properties() != null && key.equals(start.properties().getProperty(PROPERTY))) {
            JavaConverters.seqAsJavaListConverter(start.stageIds()).asJava().forEach(id -> stages.add((Integer) id));
        }
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        if (stages.contains(start.stageId())) {
            running.add(start.taskInfo().taskId());
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
        notifyAll();
    }

    @Override
    public synchronized void onOtherEvent(SparkListenerEvent event) {
        if (event instanceof Mark mark && mark.key.equals(key)) {
            caughtUp = true;
            notifyAll();
        }
    }

    @Override
    public void close() {
        context.setLocalProperty(PROPERTY, null);
        context.removeSparkListener(this);
    }

    /** Comes back after all events that were there before it. */
    private record Mark(String key) implements SparkListenerEvent {
        @Override
        public boolean logEvent() {
            return false;
        }
    }
}
