package dev.sluice.connector.spark;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;

/** Runs something when the Spark application ends, in the driver. */
public final class SessionEnd {

    /** After Spark's own hook (40), which stops the context, and before the file systems are closed (10). */
    private static final int HOOK_PRIORITY = 30;

    private static final AtomicReference<String> REGISTERED = new AtomicReference<>("");

    private SessionEnd() {}

    /** Has something run at the end of the application, and once more at the end of the JVM. Once for an application. */
    public static void onEnd(SparkContext context, Runnable action) {
        String application = context.applicationId();
        String former = REGISTERED.getAndSet(application);
        if (former.equals(application)) {
            return;
        }
        context.addSparkListener(new SparkListener() {
            @Override
            public void onApplicationEnd(SparkListenerApplicationEnd end) {
                action.run();
            }
        });
        if (former.isEmpty()) {
            ShutdownHookManager.get().addShutdownHook(action, HOOK_PRIORITY);
        }
    }
}
