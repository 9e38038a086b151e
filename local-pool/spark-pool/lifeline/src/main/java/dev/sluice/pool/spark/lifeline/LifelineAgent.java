package dev.sluice.pool.spark.lifeline;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ties the life of a Spark driver to that of the Livy server, and the lives of its children to the driver's. Driver.
 *
 * <pre>
 * Livy server ◄──watches── driver (JVM) ──ends──► Python and whatever that started
 * </pre>
 *
 * <p>It is an agent of the JVM ({@code -javaagent:JAR=PID}), so that it is there before the driver's own code, in sessions
 * and batches alike, also in a batch that never makes a SparkContext. A killed server leaves no driver behind: Livy's
 * own idle timeout reaches sessions only, and after its time. A driver that ends leaves no child behind: Livy ends a
 * batch by ending its JVM, and the Python program that this one runs would go on.
 *
 * <p>It also sees to it that the server can read what the driver and its children print ({@link WellFormedStream}).
 *
 * <p>A driver that is itself killed cannot do its part; its Python ends with its next call of Spark.
 */
public final class LifelineAgent {

    /** How long children have to end when they are asked to. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private LifelineAgent() {}

    /**
     * Called by the JVM before the driver's own main method.
     *
     * @param server process id of the Livy server
     */
    public static void premain(String server) {
        System.setOut(WellFormedStream.over(new FileOutputStream(FileDescriptor.out)));
        System.setErr(WellFormedStream.over(new FileOutputStream(FileDescriptor.err)));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> endDescendants(ProcessHandle.current(), PATIENCE), "lifeline-children"));
        watch(ProcessHandle.of(Long.parseLong(server)), LifelineAgent::exit);
    }

    /** Runs {@code onEnd} once {@code server} has ended; at once when it is not there any more. */
    static void watch(Optional<ProcessHandle> server, Runnable onEnd) {
        CompletableFuture<?> end =
                server.<CompletableFuture<?>>map(ProcessHandle::onExit).orElse(CompletableFuture.completedFuture(null));
        var unused = end.thenRun(onEnd);
    }

    /**
     * Ends every process below {@code root}: asks first, kills what has not ended in time. Those that a child starts
     * meanwhile are found too.
     */
    static void endDescendants(ProcessHandle root, Duration patience) {
        List<ProcessHandle> descendants = root.descendants().toList();
        descendants.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] exits =
                descendants.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            System.err.println("Lifeline: children of this driver do not end when asked to, so they are killed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        descendants.forEach(LifelineAgent::kill);
        root.descendants().forEach(LifelineAgent::kill);
    }

    private static void kill(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void exit() {
        System.err.println("Lifeline: the Livy server that started this driver is gone, so it ends");
        // Not from the thread that watches processes: the hooks may wait for it. They remove Spark's temporary folders.
        new Thread(() -> System.exit(0), "lifeline-exit").start();
    }
}
