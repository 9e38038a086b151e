package dev.sluice.pool.spark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What a Livy server leaves behind, and how it goes away. */
final class Leftovers {

    /** Folders of Spark and of livy-rsc, and the native libraries that Spark's compression unpacks. */
    private static final String DRIVER_FILES =
            "{spark-*,blockmgr-*,rsc-tmp*,liblz4-java-*,libzstd-jni-*,snappy-*,libnetty_*}";

    private Leftovers() {}

    /**
     * Ends every process below {@code root}, but not itself: the drivers of sessions and batches, which Livy lets go on,
     * and their Python. Asks first, so that Spark removes its temporary folders; kills what has not ended in time.
     */
    static void endDescendants(ProcessHandle root, Duration patience) {
        List<ProcessHandle> descendants = root.descendants().toList();
        descendants.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] exits =
                descendants.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(exits);
        if (!ends(all, patience)) {
            descendants.forEach(ProcessHandle::destroyForcibly);
            // Who is killed still takes a moment to go, and writes until then.
            ends(all, patience);
        }
    }

    private static boolean ends(CompletableFuture<Void> exits, Duration patience) {
        try {
            exits.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Deletes what drivers leave in {@code tmp} when they are killed, or end while one of their threads still writes.
     * Call it when there is no driver any more.
     */
    static void deleteDriverFiles(Path tmp) throws IOException {
        deleteDriverConfigurations(tmp);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(tmp, DRIVER_FILES)) {
            for (Path each : left) {
                delete(each);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> found = Files.walk(tree)) {
            // A folder's content before the folder.
            for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Deletes the files by which Livy handed drivers their configuration: each holds a secret of the RPC channel. */
    static void deleteDriverConfigurations(Path tmp) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(tmp, "livyConf*.properties")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
