package dev.sluice.connector.staging;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says what an error of the storage means and what to do about it. */
public final class StorageErrors {

    private StorageErrors() {}

    /** Translates an error of the staging folder. */
    public static TransferFailedException translate(IOException error, URI root) {
        return find(error, root).orElseGet(() -> unreachable(error, root));
    }

    /** Translates an error of a Spark job, if the storage caused it. */
    public static Optional<TransferFailedException> find(Throwable error, URI root) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof TransferFailedException known) {
                return Optional.of(known);
            }
            String text = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
            boolean storage = each instanceof IOException || text.contains("abfs") || text.contains("azurebfs");
            if (!storage) {
                continue;
            }
            if (text.contains("403")
                    || text.contains("401")
                    || text.contains("authorizationfailure")
                    || text.contains("authenticationfailed")
                    || text.contains("forbidden")) {
                return Optional.of(TransferFailedException.of(
                        ErrorCode.PERMISSION_DENIED,
                        "The storage refused the Spark pool",
                        "Its identity or key has no right on " + root,
                        "Give the identity the role Storage Blob Data Contributor, or correct the account key",
                        error));
            }
            if (isConnection(each) || text.contains("connection refused") || text.contains("connection reset")) {
                return Optional.of(unreachable(error, root));
            }
            if (text.contains("no filesystem for scheme")
                    || text.contains("filesystemnotfound")
                    || each instanceof FileNotFoundException) {
                return Optional.of(TransferFailedException.of(
                        ErrorCode.STORAGE_UNREACHABLE,
                        "The staging folder " + root + " cannot be used",
                        String.valueOf(each.getMessage()),
                        "Correct spark.sluice.staging: abfss://container@account.dfs.core.windows.net/folder",
                        error));
            }
        }
        return Optional.empty();
    }

    private static boolean isConnection(Throwable error) {
        return error instanceof ConnectException
                || error instanceof UnknownHostException
                || error instanceof NoRouteToHostException
                || error instanceof SocketException
                || error instanceof SocketTimeoutException
                || error instanceof SSLException;
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
