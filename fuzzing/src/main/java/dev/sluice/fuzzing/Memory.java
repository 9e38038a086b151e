package dev.sluice.fuzzing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory that reading an input takes. The JVM counts it for each thread, so that neither other threads nor the garbage
 * collector change it.
 */
public final class Memory {

    /** What reading anything may take. */
    private static final long FIXED = 32L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Memory() {}

    /** Something that reads an input, and takes the refusals that it may meet. */
    @FunctionalInterface
    public interface Reading {
        void run() throws Exception;
    }

    /**
     * Reads an input in this thread. If it takes too much it is read once more: classes that are loaded for the first time are
     * not the input's doing.
     *
     * @param length bytes or characters of the input
     * @param factor bytes of memory that each of them may cost, beside a fixed sum
     * @throws AssertionError if it took more each time
     */
    public static void bound(long length, int factor, Reading reading) throws Exception {
        long limit = FIXED + length * factor;
        if (taken(reading) > limit) {
            long taken = taken(reading);
            if (taken > limit) {
                throw new AssertionError("An input of " + length + " took " + taken + " bytes of memory");
            }
        }
    }

    private static long taken(Reading reading) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reading.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
