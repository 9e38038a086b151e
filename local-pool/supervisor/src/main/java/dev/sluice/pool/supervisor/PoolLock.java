package dev.sluice.pool.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Keeps two commands from starting or stopping one pool at the same time. The system frees it if its holder dies. */
final class PoolLock {

    /** The lock of a file is a process's: it tells nothing of the threads of one. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private PoolLock() {}

    /** Waits for the lock, does the work and frees the lock. */
    static <T> T holding(Path folder, Supplier<T> work) {
        try {
            // Secrets will lie in it.
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new PoolException("Cannot make " + folder + ": " + FileFault.of(folder, e), e);
        }
        THREADS.lock();
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new PoolException("Cannot lock " + folder + ": the lock is not valid");
            }
            return work.get();
        } catch (IOException e) {
            throw new PoolException("Cannot lock " + folder + ": " + FileFault.of(folder, e), e);
        } finally {
            THREADS.unlock();
        }
    }
}
