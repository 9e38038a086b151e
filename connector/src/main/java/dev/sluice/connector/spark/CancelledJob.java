package dev.sluice.connector.spark;

import java.util.Arrays;
import org.apache.spark.SparkException;

/**
 * Tells a Spark job that was cancelled from one that failed.
 *
 * <p>Spark 3 has no class, number or state for it. Its scheduler makes the exception of a cancelled job where it cancels, and
 * no other there; so it is known by the method that made it, which no code of the user is in.
 */
public final class CancelledJob {

    private static final String SCHEDULER = "org.apache.spark.scheduler.DAGScheduler";
    private static final String CANCEL = "handleJobCancellation";

    private CancelledJob() {}

    /** Returns whether the cause of an error is that someone has cancelled a job: its group, its tag, or itself. */
    public static boolean isCauseOf(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof SparkException
                    && Arrays.stream(each.getStackTrace()).anyMatch(CancelledJob::isCancel)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCancel(StackTraceElement frame) {
        return frame.getClassName().equals(SCHEDULER) && frame.getMethodName().equals(CANCEL);
    }
}
