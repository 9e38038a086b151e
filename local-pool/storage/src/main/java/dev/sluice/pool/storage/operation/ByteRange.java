package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.http.DfsRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for.
 *
 * @param first offset of the first byte
 * @param count how many bytes
 */
record ByteRange(long first, long count) {

    private static final Pattern FORM = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    /**
     * Reads {@code Range} or {@code x-ms-range}. As RFC 9110 has it, a range of another form than {@code bytes=a-[b]} counts
     * as none.
     *
     * @param length length of the file
     * @return the range, cut to the file's end; empty if the whole file is meant
     * @throws dev.sluice.pool.storage.error.DfsException InvalidRange if the file ends before it
     */
    static Optional<ByteRange> of(DfsRequest request, long length) {
        Optional<String> header = request.header("x-ms-range").or(() -> request.header("range"));
        if (header.isEmpty()) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(header.get());
        if (!form.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(form.group(1));
        long last = form.group(2).isEmpty() ? length - 1 : Math.min(Long.parseLong(form.group(2)), length - 1);
        if (first >= length) {
            throw DfsError.INVALID_RANGE
                    .exception("The file has " + length + " bytes, the range begins at " + first + ".")
                    .withHeader("Content-Range", "bytes */" + length);
        }
        return last < first ? Optional.empty() : Optional.of(new ByteRange(first, last - first + 1));
    }

    /** Returns the value of {@code Content-Range}. */
    String contentRange(long length) {
        return "bytes " + first + "-" + (first + count - 1) + "/" + length;
    }
}
