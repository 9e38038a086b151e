package dev.sluice.pool.spark.lifeline;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Passes UTF-8 on, and for what is none the character that stands for it.
 *
 * <p>The Livy server reads a driver's output with a decoder that throws. From the first wrong byte on it reads no more,
 * the pipe fills, and the driver stops at its next line of log, and with it the session or the batch. A wrong byte is
 * soon written: by a Python program, or by any tool that it starts.
 */
final class WellFormedStream extends OutputStream {

    private static final int CHUNK = 8_192;

    private final OutputStream out;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /** Room for what is left of the last chunk, the beginning of a character, before the next. */
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);

    private final CharBuffer chars = CharBuffer.allocate(CHUNK);

    WellFormedStream(OutputStream out) {
        this.out = out;
    }

    /** Returns the stream that prints to {@code file} by way of this. */
    static PrintStream over(FileOutputStream file) {
        return new PrintStream(new WellFormedStream(file), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int some = Math.min(bytes.remaining(), length - done);
            bytes.put(source, offset + done, some);
            done += some;
            bytes.flip();
            // As many characters as bytes at most: they all have room.
            decoder.decode(bytes, chars, false);
            bytes.compact();
            chars.flip();
            out.write(chars.toString().getBytes(StandardCharsets.UTF_8));
            chars.clear();
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
