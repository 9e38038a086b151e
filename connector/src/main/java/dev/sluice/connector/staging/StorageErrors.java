package dev.sluice.connector.staging;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says what an error of the storage means and what to do about it. */
public final class StorageErrors {

    /** How the ABFS driver says what the storage answered: the message, the HTTP status, the method and the URL. */
    private static final Pattern STATUS = Pattern.compile("Operation failed: [^\\n]*, (\\d{3}), [A-Z]+, http");

    private static final Pattern NO_CONNECTION = Pattern.compile(
            "(?i)ConnectException|connection refused|connection reset|UnknownHostException|SocketException|SocketTimeout");

    private StorageErrors() {}

    /** Translates an error of the staging folder. */
    public static TransferFailedException translate(IOException error, URI root) {
        return find(error, root).orElseGet(() -> unreachable(error, root));
    }

    /**
     * Translates an error of a Spark job, if the storage caused it. An error in an executor may come as the text of its stack
     * trace alone.
     */
    public static Optional<TransferFailedException> find(Throwable error, URI root) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof TransferFailedException known) {
                return Optional.of(known);
            }
            String text = String.valueOf(each.getMessage());
            if (!(each instanceof IOException) && !text.contains("org.apache.hadoop.fs.azurebfs")) {
                continue;
            }
            Matcher status = STATUS.matcher(text);
            if (status.find()) {
                return Optional.of(byStatus(status.group(1), text, error, root));
            }
            if (isConnection(each) || NO_CONNECTION.matcher(text).find()) {
                return Optional.of(unreachable(error, root));
            }
            if (each instanceof FileNotFoundException || text.contains("No FileSystem for scheme")) {
                return Optional.of(unusable(text, error, root));
            }
        }
        return Optional.empty();
    }

    private static TransferFailedException byStatus(String status, String text, Throwable error, URI root) {
        return switch (status) {
            case "401", "403" ->
                TransferFailedException.of(
                        ErrorCode.PERMISSION_DENIED,
                        "The storage refused the Spark pool",
                        "Its identity or key has no right on " + root,
                        "Give the identity the role Storage Blob Data Contributor, or correct the account key",
                        error);
            case "400", "404" -> unusable(text, error, root);
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

    private static boolean isConnection(Throwable error) {
        return error instanceof UnknownHostException
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
