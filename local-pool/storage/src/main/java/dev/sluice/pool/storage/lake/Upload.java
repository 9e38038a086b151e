package dev.sluice.pool.storage.lake;

import dev.sluice.pool.storage.error.DfsError;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bytes of a file that were appended and not flushed yet. They lie in a file outside the visible tree, each at the offset it
 * will have, counted from the committed length; appends come in any order and at the same time.
 */
final class Upload implements Closeable {

    private static final int BUFFER_BYTES = 128 * 1024;

    private final Path file;
    private final long committedLength;
    private final FileChannel channel;

    /** Ends of the written ranges by their starts, neither overlapping nor touching. Guarded by itself. */
    private final TreeMap<Long, Long> written = new TreeMap<>();

    /** How many appends are under way. Guarded by the ranges' lock. */
    private int running;

    private Upload(Path file, long committedLength, FileChannel channel) {
        this.file = file;
        this.committedLength = committedLength;
        this.channel = channel;
    }

    /** @param committedLength length of the visible file, where the new bytes begin */
    static Upload create(Path file, long committedLength) throws IOException {
        return new Upload(
                file,
                committedLength,
                FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    long committedLength() {
        return committedLength;
    }

    /**
     * Takes the bytes of a body. Until the last has come, none counts.
     *
     * @param position where they belong in the file
     * @return how many there were
     */
    long append(long position, InputStream body) throws IOException {
        long offset = position - committedLength;
        long count = 0;
        begin();
        try {
            count = copy(body, offset);
            return count;
        } finally {
            end(offset, count);
        }
    }

    private long copy(InputStream body, long offset) throws IOException {
        long end = offset;
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            write(ByteBuffer.wrap(buffer, 0, read), end);
            end += read;
        }
        return end - offset;
    }

    private void begin() {
        synchronized (written) {
            running++;
        }
    }

    /** Ends an append that brought {@code count} bytes, 0 if it failed. */
    private void end(long offset, long count) throws IOException {
        synchronized (written) {
            running--;
            if (count > 0) {
                add(offset, offset + count);
            } else if (running == 0 && channel.isOpen()) {
                // What a failed append left takes up room, which may be why it failed.
                channel.truncate(written.isEmpty() ? 0 : written.lastEntry().getValue());
            }
        }
    }

    /** Says whether every byte up to this length of the file has come. */
    boolean reaches(long length) {
        long needed = length - committedLength;
        synchronized (written) {
            return needed == 0 || written.getOrDefault(0L, 0L) >= needed;
        }
    }

    /** Says whether there are bytes beyond this length of the file. */
    boolean hasBytesBeyond(long length) {
        synchronized (written) {
            return !written.isEmpty() && written.lastEntry().getValue() > length - committedLength;
        }
    }

    /**
     * Turns the bytes up to a length of the file into a whole file outside the visible tree, which begins with the bytes
     * that are committed already.
     *
     * @param visible the file as it is
     * @param whole where the new one is made
     */
    void complete(long length, Path visible, Path whole) throws IOException {
        long added = length - committedLength;
        // From here on an append that is still under way fails, and cannot write into the finished file.
        channel.close();
        if (committedLength == 0) {
            // Most files are flushed once, at their close: then not a byte is copied.
            try (FileChannel finished = FileChannel.open(file, StandardOpenOption.WRITE)) {
                finished.truncate(added);
            }
            Files.move(file, whole);
            return;
        }
        Files.copy(visible, whole);
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel target = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            copy(source, 0, added, target, committedLength);
        }
    }

    /** Makes an upload of the bytes beyond a length of the file, for a caller that flushes while others still append. */
    Upload remainder(long length, Path newFile) throws IOException {
        long cut = length - committedLength;
        Upload rest = create(newFile, length);
        synchronized (written) {
            for (Map.Entry<Long, Long> range : written.entrySet()) {
                long from = Math.max(range.getKey(), cut);
                if (from < range.getValue()) {
                    copy(channel, from, range.getValue() - from, rest.channel, from - cut);
                    rest.add(from - cut, range.getValue() - cut);
                }
            }
        }
        return rest;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    private void write(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (ClosedChannelException e) {
            throw DfsError.SERVER_BUSY.exception("The file was flushed, replaced or deleted meanwhile.");
        }
    }

    private static void copy(FileChannel source, long from, long count, FileChannel target, long position)
            throws IOException {
        target.position(position);
        long done = 0;
        while (done < count) {
            done += source.transferTo(from + done, count - done, target);
        }
    }

    /** Adds a range, joined with those that it overlaps or touches. */
    private void add(long start, long end) {
        long from = start;
        long to = end;
        Map.Entry<Long, Long> before = written.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        for (Map.Entry<Long, Long> next = written.ceilingEntry(from);
                next != null && next.getKey() <= to;
                next = written.ceilingEntry(from)) {
            to = Math.max(to, next.getValue());
            written.remove(next.getKey());
        }
        written.put(from, to);
    }
}
