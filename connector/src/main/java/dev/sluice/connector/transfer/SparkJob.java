package dev.sluice.connector.transfer;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.spark.CancelledJob;
import dev.sluice.connector.staging.StorageErrors;
import dev.sluice.transfer.ErrorCode;
import java.net.URI;
import java.util.Optional;
import org.apache.spark.SparkThrowable;

/** Says why a step of a transfer that runs Spark jobs failed. */
final class SparkJob {

    private SparkJob() {}

    /**
     * Says why the user's frame could not be computed. Whatever is no fault of Spark, of the storage or of the memory is one of
     * the frame: its code runs in the job, and may throw anything.
     *
     * @param what what failed with it
     */
    static TransferFailedException ofFrame(String what, URI staging, Throwable error) {
        return known(what, staging, error).orElseGet(() -> frame(what, error));
    }

    /**
     * Says why a job over rows failed that are staged already. What did not come out of a job is a defect.
     *
     * @param what what failed with it
     */
    static TransferFailedException translate(String what, URI staging, Throwable error) {
        return known(what, staging, error)
                .orElseGet(() -> isCausedBy(SparkThrowable.class, error)
                        ? frame(what, error)
                        : TransferFailedException.internal(error));
    }

    private static Optional<TransferFailedException> known(String what, URI staging, Throwable error) {
        if (CancelledJob.isCauseOf(error)) {
            return Optional.of(TransferFailedException.of(
                    ErrorCode.CANCELLED,
                    "The transfer was cancelled",
                    "A Spark job of it was cancelled",
                    "Run the cell again when you like",
                    error));
        }
        if (isCausedBy(OutOfMemoryError.class, error)) {
            return Optional.of(TransferFailedException.of(
                    ErrorCode.SPARK_FAILED,
                    what,
                    (error instanceof OutOfMemoryError ? "The Spark driver" : "Spark") + " has no memory left: "
                            + root(error).getMessage(),
                    "Give the session more memory, as with %%configure -f {\"driverMemory\": \"4g\", \"executorMemory\":"
                            + " \"4g\"}, or write the rows in parts",
                    error));
        }
        return StorageErrors.find(error, staging);
    }

    private static TransferFailedException frame(String what, Throwable error) {
        Throwable root = root(error);
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return TransferFailedException.of(
                ErrorCode.INVALID_REQUEST,
                what,
                root.getClass().getSimpleName() + ": " + message,
                "See whether the frame can be computed at all, as with count(); the details show Spark's message",
                error);
    }

    private static boolean isCausedBy(Class<?> kind, Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
