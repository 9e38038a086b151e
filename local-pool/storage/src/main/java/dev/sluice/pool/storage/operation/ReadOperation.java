package dev.sluice.pool.storage.operation;

import dev.sluice.pool.storage.error.DfsError;
import dev.sluice.pool.storage.http.DfsRequest;
import dev.sluice.pool.storage.http.DfsResponse;
import dev.sluice.pool.storage.http.ResponseBody;
import dev.sluice.pool.storage.lake.OpenFile;
import dev.sluice.pool.storage.lake.PathStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** {@code GET /fs/path}: a file, or a part of it. */
final class ReadOperation {

    /** Azure gives checksums of up to 4 MiB only. */
    private static final long MAX_CHECKSUM_BYTES = 4L * 1024 * 1024;

    private ReadOperation() {}

    static DfsResponse read(DfsRequest request, Target target) throws IOException {
        OpenFile file = target.files().open(target.path(), PathHeaders.conditions(request));
        boolean answered = false;
        try {
            DfsResponse response = response(request, file);
            answered = true;
            return response;
        } finally {
            if (!answered) {
                file.close();
            }
        }
    }

    private static DfsResponse response(DfsRequest request, OpenFile file) throws IOException {
        PathStatus status = file.status();
        Optional<ByteRange> part = ByteRange.of(request, status.length());
        ByteRange range = part.orElse(new ByteRange(0, status.length()));
        DfsResponse response = new DfsResponse(
                part.isPresent() ? 206 : 200,
                Map.of("Content-Type", "application/octet-stream"),
                new FileBody(file, range));
        response = response.with(PathHeaders.system(status))
                .with("x-ms-properties", status.attributes().properties());
        if (part.isPresent()) {
            response = response.with("Content-Range", range.contentRange(status.length()));
        }
        boolean checksum = request.header("x-ms-range-get-content-md5")
                .filter("true"::equals)
                .isPresent();
        return checksum && part.isPresent() ? response.with("Content-MD5", checksum(file, range)) : response;
    }

    private static String checksum(OpenFile file, ByteRange range) throws IOException {
        if (range.count() > MAX_CHECKSUM_BYTES) {
            throw DfsError.INVALID_HEADER.exception("x-ms-range-get-content-md5 takes ranges of up to "
                    + MAX_CHECKSUM_BYTES + " bytes, this one has " + range.count() + ".");
        }
        MessageDigest digest = Md5.digest();
        file.copyTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest), range.first(), range.count());
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    /** A part of a file, read while it is sent. */
    private record FileBody(OpenFile file, ByteRange range) implements ResponseBody {

        @Override
        public long length() {
            return range.count();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            file.copyTo(out, range.first(), range.count());
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
