package dev.sluice.pool.storage.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is being read, as it was when it was opened. */
public final class OpenFile implements Closeable {

    private static final int BUFFER_BYTES = 128 * 1024;

    private final FileChannel channel;
    private final PathStatus status;

    private OpenFile(FileChannel channel, PathStatus status) {
        this.channel = channel;
        this.status = status;
    }

    static OpenFile open(Path place, PathStatus status) throws IOException {
        return new OpenFile(FileChannel.open(place, StandardOpenOption.READ), status);
    }

    /** Returns what was known of the file when it was opened. */
    public PathStatus status() {
        return status;
    }

    /** Writes {@code count} bytes from {@code offset} on to the stream. Both lie within the file's length. */
    public void copyTo(OutputStream out, long offset, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, BUFFER_BYTES));
        long done = 0;
        while (done < count) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), count - done));
            int read = channel.read(buffer, offset + done);
            if (read < 0) {
                throw new IOException("The file '" + status.path() + "' became shorter while it was read");
            }
            out.write(buffer.array(), 0, read);
            done += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
