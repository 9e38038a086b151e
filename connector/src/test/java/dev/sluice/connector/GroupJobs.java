package dev.sluice.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** The Spark jobs of one job group, as they start and end. */
final class GroupJobs extends SparkListener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String group;
    private final List<String> descriptions = new ArrayList<>();
    private final Map<Integer, String> active = new HashMap<>();
    private final List<String> ended = new ArrayList<>();

    GroupJobs(String group) {
        this.group = group;
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        Properties properties = start.properties();
        if (group.equals(properties.getProperty("spark.jobGroup.id"))) {
            String description = properties.getProperty("spark.job.description", "");
            descriptions.add(description);
            active.put(start.jobId(), description);
            notifyAll();
        }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd end) {
        String description = active.remove(end.jobId());
        if (description != null) {
            ended.add(description);
        }
        notifyAll();
    }

    /** Returns the descriptions of the jobs that have started, in order. */
    synchronized List<String> descriptions() {
        return List.copyOf(descriptions);
    }

    /** Returns whether a job of this description has ended. */
    synchronized boolean hasEnded(String description) {
        return ended.contains(description);
    }

    /** Waits until a job of this description has started. */
    void awaitStarted(String description) throws InterruptedException {
        await(() -> descriptions.contains(description), "No job '" + description + "' has started");
    }

    /** Waits until no job runs. */
    void awaitQuiet() throws InterruptedException {
        await(active::isEmpty, "Jobs go on");
    }

    private synchronized void await(BooleanSupplier wanted, String otherwise) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.getAsBoolean()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new IllegalStateException(otherwise + ": " + active + " of " + descriptions);
            }
            wait(left);
        }
    }
}
