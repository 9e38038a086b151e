package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.staging.StorageErrors;
import dev.sluice.transfer.ErrorCode;
import java.net.URI;
import java.util.Locale;

/** Says why a Spark job of a transfer failed. */
final class SparkJob {

    private SparkJob() {}

    /**
     * Says why a job failed.
     *
     * @param what what failed with it
     */
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
