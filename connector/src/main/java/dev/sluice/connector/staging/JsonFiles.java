package dev.sluice.connector.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** Small files of JSON, each of a form that has a version. */
final class JsonFiles<T> {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Largest file that is read: many times what a transfer writes, and no load for a driver. */
    private static final int MAX_BYTES = 32 << 20;

    private final StagingFiles files;
    private final Class<T> form;
    private final int version;
    private final String role;

    /**
     * Makes the access to files of one form.
     *
     * @param version the only version that can be read
     * @param role what a file is, for messages, as in {@code ledger entry}
     */
    JsonFiles(StagingFiles files, Class<T> form, int version, String role) {
        this.files = files;
        this.form = form;
        this.version = version;
        this.role = role;
    }

    void write(Path path, T value) {
        byte[] bytes;
        try {
            bytes = JSON.writeValueAsString(value).getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a " + role, e);
        }
        files.attempt(storage -> {
            try (FSDataOutputStream out = storage.create(path, true)) {
                out.write(bytes);
            }
            return path;
        });
    }

    /**
     * Reads a file.
     *
     * @param transfer whose file it is, for messages
     * @return nothing if it is not there, or was not written whole
     * @throws TransferFailedException if it has another form
     */
    Optional<T> read(Path path, String transfer) {
        return files.<Optional<byte[]>>attempt(storage -> {
                    try (FSDataInputStream in = storage.open(path)) {
                        return Optional.of(in.readNBytes(MAX_BYTES + 1));
                    } catch (FileNotFoundException e) {
                        return Optional.empty();
                    }
                })
                .flatMap(bytes -> parse(bytes, transfer));
    }

    private Optional<T> parse(byte[] bytes, String transfer) {
        if (bytes.length > MAX_BYTES) {
            throw unreadable(transfer, "It is longer than " + MAX_BYTES + " bytes, which no transfer writes");
        }
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.isMissingNode()) {
                return Optional.empty();
            }
            if (json.path("version").asInt() != version) {
                throw unreadable(
                        transfer,
                        "Its version is " + json.path("version").asText("missing") + ", this connector knows "
                                + version);
            }
            return Optional.of(JSON.treeToValue(json, form));
        } catch (JsonEOFException e) {
            // The driver died while it wrote: what the file announces was not done then.
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw unreadable(transfer, e.getOriginalMessage());
        } catch (IOException e) {
            // Bytes that are no text of any encoding that JSON has.
            throw unreadable(transfer, String.valueOf(e.getMessage()));
        }
    }

    private TransferFailedException unreadable(String transfer, String why) {
        return TransferFailedException.of(
                ErrorCode.INVALID_REQUEST,
                "Cannot read the " + role + " of transfer " + transfer,
                why,
                "Use the connector that made the transfer");
    }
}
