package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.staging.StorageErrors;
import dev.sluice.transfer.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;

/** Runs Spark jobs of a transfer and says why one failed. */
final class SparkJob {

    private SparkJob() {}

    /**
     * Runs a job that writes or reads the staging folder.
     *
     * @param what what fails if it does
     */
    static <T> T run(String what, URI staging, Supplier<T> job) {
        try {
            return job.get();
        } catch (TransferFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translate(what, staging, e);
        }
    }

    /** Says why a job failed. Spark throws checked exceptions from Scala without declaring them. */
    static TransferFailedException translate(String what, URI staging, Throwable error) {
        return StorageErrors.find(error, staging).orElseGet(() -> {
            Throwable root = error;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String message =
                    String.valueOf(root.getMessage()).lines().findFirst().orElse("");
            if (String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT).contains("cancelled")) {
                return TransferFailedException.of(
                        ErrorCode.CANCELLED, "The transfer was cancelled", message, "Run the cell again", error);
            }
            return TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    what,
                    root.getClass().getSimpleName() + ": " + message,
                    "See whether the frame can be computed at all, as with count(); the details show Spark's message",
                    error);
        });
    }
}
