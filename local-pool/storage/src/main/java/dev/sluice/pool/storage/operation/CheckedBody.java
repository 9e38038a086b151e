package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.http.DfsRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A body that is refused at its end if it is shorter than announced or does not have the announced checksum. Whoever copies
 * it therefore never takes a broken one for whole.
 */
final class CheckedBody extends FilterInputStream {

    private final long announcedLength;
    private final @Nullable String announcedMd5;
    private final MessageDigest digest = Md5.digest();
    private long length;

    private CheckedBody(InputStream body, long announcedLength, @Nullable String announcedMd5) {
        super(body);
        this.announcedLength = announcedLength;
        this.announcedMd5 = announcedMd5;
    }

    static CheckedBody of(DfsRequest request) {
        return new CheckedBody(
                request.body(),
                request.contentLength(),
                request.header("content-md5").orElse(null));
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        int read = read(single, 0, 1);
        return read < 0 ? read : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int read = super.read(buffer, offset, count);
        if (read < 0) {
            checkWhole();
        } else {
            length += read;
            if (announcedMd5 != null) {
                digest.update(buffer, offset, read);
            }
        }
        return read;
    }

    private void checkWhole() {
        if (announcedLength >= 0 && length != announcedLength) {
            throw DfsError.INVALID_INPUT.exception(length + " of " + announcedLength + " bytes came.");
        }
        if (announcedMd5 != null) {
            String actual = Base64.getEncoder().encodeToString(digest.digest());
            if (!actual.equals(announcedMd5)) {
                throw DfsError.MD5_MISMATCH.exception(
                        "The header says " + announcedMd5 + ", the body has " + actual + ".");
            }
        }
    }
}
