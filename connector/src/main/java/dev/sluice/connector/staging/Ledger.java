package dev.sluice.connector.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What transfers have made and not yet cleaned up: one JSON file for each, beside the staged files. It holds no secret. */
public final class Ledger {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileSystem files;
    private final Path folder;
    private final URI root;

    Ledger(FileSystem files, Path folder, URI root) {
        this.files = files;
        this.folder = folder;
        this.root = root;
    }

    /** Writes an entry, before anything that it names is made. */
    public void open(LedgerEntry entry) {
        try (FSDataOutputStream out = files.create(path(entry.id()), true)) {
            out.write(JSON.writeValueAsString(entry).getBytes(UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a ledger entry", e);
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    /** Removes an entry, after all that it names is gone. */
    public void close(String id) {
        try {
            files.delete(path(id), false);
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    private Path path(String id) {
        return new Path(folder, id + ".json");
    }
}
