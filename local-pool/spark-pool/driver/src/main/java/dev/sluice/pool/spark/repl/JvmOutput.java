package dev.sluice.pool.spark.repl;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import scala.Console;

/**
 * What the JVM prints: into the statement that runs, else to the driver's log.
 *
 * <p>Livy's own REPL catches Scala's {@code println} on the statement's thread only. This stream stands behind
 * {@code System.out} and {@code Console.out} of every thread, so that Java code and, in a local master, the tasks'
 * printing reach the cell as well. Threads may write at any time; a statement gets what was written while it ran.
 */
final class JvmOutput extends OutputStream {

    private final OutputStream log;
    private final ByteArrayOutputStream caught = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(this, true, StandardCharsets.UTF_8);
    private boolean catching;

    JvmOutput(OutputStream log) {
        this.log = log;
    }

    /** Puts itself behind {@code System.out}. */
    static JvmOutput install() {
        JvmOutput output = new JvmOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(output.stream);
        return output;
    }

    /** Runs {@code work} with this behind Scala's console, of this thread and of every thread that it starts. */
    void around(Runnable work) {
        Console.withOut(stream, () -> {
            work.run();
            return work;
        });
    }

    /** From now on what is written belongs to a statement. */
    synchronized void begin() {
        caught.reset();
        catching = true;
    }

    /** Returns what was written since the last call or since {@link #begin}. */
    synchronized String drain() {
        String text = caught.toString(StandardCharsets.UTF_8);
        caught.reset();
        return text;
    }

    /** From now on what is written goes to the log. */
    synchronized void end() {
        catching = false;
        caught.reset();
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (!catching) {
            toLog(bytes, offset, length);
        } else if (caught.size() < Reply.MAX_LENGTH) {
            caught.write(bytes, offset, length);
        }
    }

    private void toLog(byte[] bytes, int offset, int length) {
        try {
            log.write(bytes, offset, length);
        } catch (java.io.IOException e) {
            // The log is gone (its reader ended): printing must not fail for that.
            catching = false;
        }
    }
}
