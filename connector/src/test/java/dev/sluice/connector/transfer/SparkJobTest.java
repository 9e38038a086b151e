package dev.sluice.connector.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import java.net.URI;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

final class SparkJobTest {

    private static final URI STAGING = URI.create("abfss://lake@acct.dfs.core.windows.net/staging");

    /** The exception of a job that was cancelled, as Spark's scheduler makes it. */
    private static SparkException cancelled() {
        SparkException error = new SparkException("any words");
        error.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(
                    "org.apache.spark.scheduler.DAGScheduler",
                    "failJobAndIndependentStages",
                    "DAGScheduler.scala",
                    2844),
            new StackTraceElement(
                    "org.apache.spark.scheduler.DAGScheduler", "handleJobCancellation", "DAGScheduler.scala", 2731)
        });
        return error;
    }

    @Test
    void knowsACancelByWhereItWasMade() {
        TransferFailure failure = SparkJob.ofFrame("what", STAGING, new IllegalStateException("wrapped", cancelled()))
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(failure.what()).isEqualTo("The transfer was cancelled");
        assertThat(failure.why()).isEqualTo("A Spark job of it was cancelled");
        assertThat(SparkJob.translate("what", STAGING, cancelled()).failure().code())
                .isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void takesWordsOfTheUserForNoCancel() {
        SparkException error = new SparkException(
                "Job aborted", new IllegalStateException("Order 7 cancelled part of cancelled job group 3"));

        TransferFailure failure = SparkJob.ofFrame("what", STAGING, error).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failure.what()).isEqualTo("what");
        assertThat(failure.why()).isEqualTo("IllegalStateException: Order 7 cancelled part of cancelled job group 3");
        assertThat(failure.fix())
                .isEqualTo("See whether the frame can be computed at all, as with count(); the details show Spark's"
                        + " message");
    }

    @Test
    void takesTheLackOfMemoryForNoMistakeOfTheFrame() {
        TransferFailure failure = SparkJob.ofFrame("what", STAGING, new OutOfMemoryError("Java heap space"))
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.SPARK_FAILED);
        assertThat(failure.what()).isEqualTo("what");
        assertThat(failure.why()).isEqualTo("The Spark driver has no memory left: Java heap space");
        assertThat(failure.fix())
                .isEqualTo("Give the session more memory, as with %%configure -f {\"driverMemory\": \"4g\","
                        + " \"executorMemory\": \"4g\"}, or write the rows in parts");
        assertThat(SparkJob.translate("what", STAGING, new SparkException("task", new OutOfMemoryError("heap")))
                        .failure()
                        .why())
                .isEqualTo("Spark has no memory left: heap");
    }

    @Test
    void takesWhatIsNotOfSparkForADefect() {
        TransferFailure failure = SparkJob.translate("what", STAGING, new NullPointerException("no such luck"))
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(failure.what()).isEqualTo("The transfer failed in a way that Sluice does not know");
        assertThat(failure.why()).isEqualTo("NullPointerException: no such luck");
        assertThat(failure.details().get(0)).contains("at dev.sluice.connector.transfer.SparkJobTest");
        assertThat(SparkJob.translate("what", STAGING, new NoClassDefFoundError("x/Y"))
                        .failure()
                        .code())
                .isEqualTo(ErrorCode.INTERNAL);
        assertThat(SparkJob.ofFrame("what", STAGING, new NullPointerException("in a function of the user"))
                        .failure()
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(SparkJob.translate("what", STAGING, new SparkException("a job"))
                        .failure()
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }
}
