package dev.sluice.pool.storage;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a disk that is full from one that fails. */
final class DiskFailure {

    private static final System.Logger LOG = System.getLogger(DiskFailure.class.getName());

    /** What Linux and macOS say; Java passes the words on and has no type for them. */
    private static final List<String> FULL = List.of("No space left on device", "Disk quota exceeded");

    private DiskFailure() {}

    static DfsException translate(IOException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (FULL.stream().anyMatch(message::contains)) {
                LOG.log(System.Logger.Level.ERROR, "The disk of the lake is full", failure);
                return DfsError.INSUFFICIENT_STORAGE.exception();
            }
        }
        LOG.log(System.Logger.Level.ERROR, "The lake's disk failed", failure);
        return DfsError.INTERNAL_ERROR.exception();
    }
}
