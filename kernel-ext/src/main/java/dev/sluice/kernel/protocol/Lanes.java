package dev.sluice.kernel.protocol;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that work off requests, each in the order in which they came. Threads start with their first request.
 *
 * @param cells runs cells
 * @param questions answers what is asked about code, which may take a while
 * @param control interrupts and shuts down, and never waits for the others
 */
record Lanes(ExecutorService cells, ExecutorService questions, ExecutorService control) {

    static Lanes start() {
        return new Lanes(lane("cells"), lane("questions"), lane("control"));
    }

    private static ExecutorService lane(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
