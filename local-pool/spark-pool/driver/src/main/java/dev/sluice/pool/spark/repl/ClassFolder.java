package dev.sluice.pool.spark.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that the compiler of Scala writes the classes of cells to.
 *
 * <p>Invariant: once it is closed, nothing is written to it. A session may end while a cell compiles, or in its first
 * seconds, while the compiler still binds {@code spark}: deleted under its hands the folder would be made anew, class by
 * class, and stay. So every run of the compiler goes through {@link #write}, and the end waits for it.
 */
final class ClassFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClassFolder.class);

    /** How long a compilation has to end; most take less than a second. Longer, and the server would kill the driver. */
    private static final long PATIENCE_MILLIS = 4_000;

    private final Path path;
    private int writers;
    private boolean closed;

    private ClassFolder(Path path) {
        this.path = path;
    }

    /** Makes the folder, names it in {@code conf}, and has it deleted when the JVM ends. */
    static ClassFolder make(SparkConf conf) throws IOException {
        Path root = Path.of(conf.get("spark.repl.classdir", System.getProperty("java.io.tmpdir", ".")));
        ClassFolder folder = new ClassFolder(Files.createTempDirectory(root, "spark-repl-"));
        conf.set("spark.repl.class.outputDir", folder.path.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "class-folder-end"));
        return folder;
    }

    Path path() {
        return path;
    }

    /**
     * Runs {@code compiler}, which may write to the folder.
     *
     * @throws IllegalStateException when the folder is closed
     */
    <T> T write(Supplier<T> compiler) {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("The session ends: no Scala code is compiled any more");
            }
            writers++;
        }
        try {
            return compiler.get();
        } finally {
            synchronized (this) {
                writers--;
                notifyAll();
            }
        }
    }

    /** Lets no run of the compiler begin, waits for those there are, and deletes the folder. */
    @Override
    public synchronized void close() {
        closed = true;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            for (long left = PATIENCE_MILLIS; writers > 0 && left > 0; left = millisUntil(deadline)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            delete();
        } catch (IOException e) {
            LOG.warn("The folder of the cells' classes stays behind: {}", path, e);
        }
    }

    private static long millisUntil(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    private void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> found = Files.walk(path)) {
            // A folder's content before the folder.
            for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
