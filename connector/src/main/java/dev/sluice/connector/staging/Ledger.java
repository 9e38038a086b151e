package dev.sluice.connector.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What transfers have made and not yet cleaned up, beside the staged files. It holds no secret, and whoever may read the
 * staging folder may read it.
 *
 * <pre>
 * _sluice/ledger/transfer id/1.json     the entry as it was opened
 * _sluice/ledger/transfer id/2.json     the entry one step later
 * </pre>
 *
 * <p>A step is a file of its own, because a file that is written anew is empty for a moment: a driver that dies then would
 * leave no memory of what it made. A last file that is cut short counts as not written, and what it announces was not made.
 */
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

    /**
     * Writes a step of an entry, before anything that it names is made.
     *
     * @param number number of the step, from 1; each is written once
     */
    public void write(LedgerEntry entry, int number) {
        try (FSDataOutputStream out = files.create(new Path(path(entry.id()), number + ".json"), true)) {
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
            files.delete(path(id), true);
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    /** Returns the ids of all entries, oldest first. */
    public List<String> ids() {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .map(status -> status.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    /**
     * Reads an entry as it is now.
     *
     * @return nothing if there is none, or none of its steps was written whole
     * @throws TransferFailedException if another version of Sluice wrote it
     */
    public Optional<LedgerEntry> read(String id) {
        try {
            for (Path step : newestFirst(files.listStatus(path(id)))) {
                Optional<LedgerEntry> entry = parse(id, step);
                if (entry.isPresent()) {
                    return entry;
                }
            }
            return Optional.empty();
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    private static List<Path> newestFirst(FileStatus[] steps) {
        List<Path> paths = new ArrayList<>();
        for (FileStatus step : steps) {
            if (step.getPath().getName().matches("[1-9][0-9]{0,3}\\.json")) {
                paths.add(step.getPath());
            }
        }
        paths.sort(Comparator.comparingInt(Ledger::number).reversed());
        return paths;
    }

    private static int number(Path step) {
        return Integer.parseInt(step.getName().replace(".json", ""));
    }

    private Optional<LedgerEntry> parse(String id, Path step) throws IOException {
        byte[] bytes;
        try (FSDataInputStream in = files.open(step)) {
            bytes = in.readAllBytes();
        }
        JsonNode json = whole(bytes);
        if (json.isMissingNode()) {
            return Optional.empty();
        }
        if (json.path("version").asInt() != LedgerEntry.VERSION) {
            throw unreadable(
                    id,
                    "Its version is " + json.path("version").asText("missing") + ", this connector knows "
                            + LedgerEntry.VERSION);
        }
        try {
            return Optional.of(JSON.treeToValue(json, LedgerEntry.class));
        } catch (JsonProcessingException e) {
            throw unreadable(id, e.getOriginalMessage());
        }
    }

    /** Returns the JSON, or a missing node if the driver died while it wrote: what the step announces was not made then. */
    private static JsonNode whole(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonEOFException e) {
            return MissingNode.getInstance();
        }
    }

    private static TransferFailedException unreadable(String id, String why) {
        return TransferFailedException.of(
                ErrorCode.INVALID_REQUEST,
                "Cannot read the ledger entry of transfer " + id,
                why,
                "Use the connector that made the transfer");
    }

    private Path path(String id) {
        return new Path(folder, id);
    }
}
