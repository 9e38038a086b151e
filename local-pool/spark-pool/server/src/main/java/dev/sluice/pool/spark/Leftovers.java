package dev.sluice.pool.spark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a Livy server leaves behind, and how it goes away. */
final class Leftovers {

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
        try {
            CompletableFuture.allOf(exits).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            descendants.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            descendants.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
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
