package dev.sluice.pool.spark.repl;

import java.io.ByteArrayOutputStream;
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

    /** Most that a statement gets, in bytes. */
    static final int MAX_BYTES = 5_000_000;

    private final OutputStream log;
    private final ByteArrayOutputStream caught = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(this, true, StandardCharsets.UTF_8);
    private boolean catching;

    /** What was written since {@link #begin}, in bytes; also what was too much. */
    private long written;

    private boolean cutTold;

    JvmOutput(OutputStream log) {
        this.log = log;
    }

    /** Puts one behind {@code System.out}. */
    static JvmOutput ofOut() {
        JvmOutput output = new JvmOutput(System.out);
        System.setOut(output.stream);
        return output;
    }

    /** Puts one behind {@code System.err}. What the loggers write goes past it: they took their stream before. */
    static JvmOutput ofErr() {
        JvmOutput output = new JvmOutput(System.err);
        System.setErr(output.stream);
        return output;
    }

    /** Runs {@code work} with these behind Scala's console, of this thread and of every thread that it starts. */
    static void around(JvmOutput out, JvmOutput err, Runnable work) {
        Console.withOut(
                out.stream,
                () -> Console.withErr(err.stream, () -> {
                    work.run();
                    return work;
                }));
    }

    /** From now on what is written belongs to a statement. */
    synchronized void begin() {
        caught.reset();
        written = 0;
        cutTold = false;
        catching = true;
    }

    /** Returns what was written since the last call or since {@link #begin}; a line says where there was too much. */
    synchronized String drain() {
        String text = caught.toString(StandardCharsets.UTF_8);
        caught.reset();
        if (written > MAX_BYTES && !cutTold) {
            cutTold = true;
            return withoutHalfCharacter(text) + "\n... (the output is longer than " + MAX_BYTES + " bytes)\n";
        }
        return text;
    }

    /** Returns the same as {@link #drain}, and leaves it there. */
    synchronized String peek() {
        return caught.toString(StandardCharsets.UTF_8);
    }

    private static String withoutHalfCharacter(String text) {
        return text.endsWith("\ufffd") ? text.substring(0, text.length() - 1) : text;
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
        } else {
            int room = (int) Math.max(0, MAX_BYTES - written);
            caught.write(bytes, offset, Math.min(room, length));
            written += length;
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
