package dev.sluice.pool.storage;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.error.DfsException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a disk that is full, and a path that no disk takes, from one that fails. */
final class DiskFailure {

    private static final System.Logger LOG = System.getLogger(DiskFailure.class.getName());

    /** What Linux and macOS say; Java passes the words on and has no type for them. */
    private static final List<String> FULL = List.of("No space left on device", "Disk quota exceeded");

    /** Each name of a path may be short enough, and the path too long for the system all the same. */
    private static final String TOO_LONG = "File name too long";

    private DiskFailure() {}

    static DfsException translate(IOException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = words(cause);
            if (FULL.stream().anyMatch(message::contains)) {
                LOG.log(System.Logger.Level.ERROR, "The disk of the lake is full", failure);
                return DfsError.INSUFFICIENT_STORAGE.exception();
            }
            if (message.contains(TOO_LONG)) {
                return DfsError.INVALID_URI.exception("The path is longer than the local storage takes.");
            }
        }
        LOG.log(System.Logger.Level.ERROR, "The lake's disk failed", failure);
        return DfsError.INTERNAL_ERROR.exception();
    }

    /** Without the names of files, which are the client's words. */
    private static String words(Throwable cause) {
        return String.valueOf(cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage());
    }
}
