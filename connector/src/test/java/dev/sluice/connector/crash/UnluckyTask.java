package dev.sluice.connector.crash;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.TaskContext;

/**
 * What befalls a task in the midst of its rows. Called by SQL's {@code java_method} with the number of the row and a folder, in
 * which it leaves a file when it has struck. Runs in an executor.
 */
public final class UnluckyTask {

    /** Row at which it strikes. */
    static final long ROW = 700;

    private UnluckyTask() {}

    /** Fails the first attempt. */
    public static String fails(String id, String folder) throws IOException {
        if (isDue(id) && struck(folder, "fails")) {
            throw new IllegalStateException("The first attempt fails");
        }
        return id;
    }

    /** Holds the first attempt up until Spark has run another one to its end, and asks this one to end too. */
    public static String lags(String id, String folder) throws IOException {
        if (isDue(id) && struck(folder, "lags")) {
            TaskContext task = TaskContext.get();
            while (!task.isInterrupted()) {
                Thread.onSpinWait();
            }
        }
        return id;
    }

    /** Ends the process of the first attempt, and with it what the stage before has left there. */
    public static String dies(String id, String folder) throws IOException {
        if (isDue(id) && struck(folder, "dies")) {
            Runtime.getRuntime().halt(1);
        }
        return id;
    }

    private static boolean isDue(String id) {
        return Long.parseLong(id) == ROW;
    }

    private static boolean struck(String folder, String what) throws IOException {
        try {
            Files.createFile(Path.of(folder, what));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
