package dev.sluice.connector.staging;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Says what an error of the storage means and what to do about it: by the status of its answer ({@link StorageAnswer}), or by
 * its type.
 */
public final class StorageErrors {

    private StorageErrors() {}

    /** Translates an error of the staging folder, which was asked for directly. */
    public static TransferFailedException translate(IOException error, URI root) {
        // First: without Hadoop's driver for the storage there is no class of its errors either.
        if (error instanceof UnsupportedFileSystemException) {
            return unusable(String.valueOf(error.getMessage()), error, root);
        }
        return find(error, root)
                .orElseGet(() -> error instanceof FileNotFoundException
                        ? unusable(String.valueOf(error.getMessage()), error, root)
                        : unreachable(error, root));
    }

    /**
     * Translates an error of a Spark job, if the storage of the staging folder caused it. A job may also read and write files
     * of the user elsewhere, of which nothing is said here.
     */
    public static Optional<TransferFailedException> find(Throwable error, URI root) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof TransferFailedException known) {
                return Optional.of(known);
            }
        }
        return StorageAnswer.in(error)
                .filter(answer -> answer.isFrom(root))
                .map(answer -> byStatus(answer, error, root));
    }

    private static TransferFailedException byStatus(StorageAnswer answer, Throwable error, URI root) {
        return switch (answer.status()) {
            case 401, 403 ->
                TransferFailedException.of(
                        ErrorCode.PERMISSION_DENIED,
                        "The storage refused the Spark pool",
                        "Its identity or key has no right on " + root,
                        "Give the identity the role Storage Blob Data Contributor, or correct the account key",
                        error);
            case 400, 404 -> unusable(answer.text(), error, root);
            default -> unreachable(error, root);
        };
    }

    private static TransferFailedException unusable(String text, Throwable error, URI root) {
        return TransferFailedException.of(
                ErrorCode.STORAGE_UNREACHABLE,
                "The staging folder " + root + " cannot be used",
                text.lines().findFirst().orElse(""),
                "Correct spark.sluice.staging: abfss://container@account.dfs.core.windows.net/folder",
                error);
    }

    private static TransferFailedException unreachable(Throwable error, URI root) {
        return TransferFailedException.of(
                ErrorCode.STORAGE_UNREACHABLE,
                "The storage of " + root + " does not answer",
                String.valueOf(error.getMessage()).lines().findFirst().orElse(""),
                "Check that the storage account exists and lets the Spark pool in, then run the cell again",
                error);
    }
}
