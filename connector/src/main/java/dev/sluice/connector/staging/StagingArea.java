package dev.sluice.connector.staging;

import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.transfer.TransferId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The staging folder.
 *
 * <pre>
 * root/transfer id/data/*.parquet          staged rows
 * root/_sluice/ledger/transfer id.target/   what the transfer has made, until it is cleaned up
 * root/_sluice/history/day/transfer id.json how it has ended
 * root/_sluice/live/application             written anew as long as the application works on transfers
 * </pre>
 */
public final class StagingArea {

    private final StagingPlace place;
    private final FileSystem files;
    private final Path root;

    private StagingArea(StagingPlace place, FileSystem files) {
        this.place = place;
        this.files = files;
        this.root = new Path(place.root());
    }

    /**
     * Opens the staging folder.
     *
     * @throws dev.sluice.connector.failure.TransferFailedException if the storage does not answer or refuses the caller
     */
    public static StagingArea open(StagingPlace place, Configuration configuration) {
        try {
            return new StagingArea(place, FileSystem.get(place.root(), configuration));
        } catch (IOException e) {
            throw StorageErrors.translate(e, place.root());
        }
    }

    /** Returns how the SQL pool reaches the folder. */
    public StagingPlace place() {
        return place;
    }

    /** Returns the ledger. */
    public Ledger ledger() {
        return new Ledger(files, new Path(root, "_sluice/ledger"), place.root());
    }

    /** Returns how transfers have ended. */
    public History history() {
        return new History(files, new Path(root, "_sluice/history"), place.root());
    }

    /** Returns what tells that a Spark application lives. */
    Path pulse(String application) {
        return new Path(root, "_sluice/live/" + application.replaceAll("[^A-Za-z0-9_.-]", "_"));
    }

    /** Returns the applications of which something tells that they live, or have died. */
    List<String> pulses() {
        return attempt(() -> {
            try {
                return Arrays.stream(files.listStatus(pulse("any").getParent()))
                        .map(status -> status.getPath().getName())
                        .toList();
            } catch (FileNotFoundException e) {
                return List.of();
            }
        });
    }

    /** Writes an empty file, or writes it anew. */
    void touch(Path file) {
        attempt(() -> {
            files.create(file, true).close();
            return true;
        });
    }

    /**
     * Returns when a file was written last, by the clock of the storage.
     *
     * @return milliseconds since 1970, or nothing if it is not there
     */
    OptionalLong written(Path file) {
        return attempt(() -> {
            try {
                return OptionalLong.of(files.getFileStatus(file).getModificationTime());
            } catch (FileNotFoundException e) {
                return OptionalLong.empty();
            }
        });
    }

    /** Returns the folder of a transfer. */
    public Path folder(TransferId id) {
        return new Path(root, id.text());
    }

    /** Returns the folder of a transfer's rows. */
    public Path data(TransferId id) {
        return new Path(folder(id), "data");
    }

    /** Returns a folder as the SQL pool names it: from the root of the container, with slashes at both ends. */
    public String location(Path folder) {
        return folder.toUri().getPath() + '/';
    }

    /** Makes a folder. */
    public void create(Path folder) {
        attempt(() -> files.mkdirs(folder));
    }

    /** Moves a folder to a place that is not there yet, at once. */
    public void move(Path from, Path to) {
        attempt(() -> {
            files.mkdirs(to.getParent());
            if (!files.rename(from, to)) {
                throw new IOException("Cannot move " + from + " to " + to);
            }
            return true;
        });
    }

    /** Returns whether a folder is there. */
    public boolean exists(Path folder) {
        return attempt(() -> files.exists(folder));
    }

    /** Deletes a folder and all in it, if it is there. */
    public void delete(Path folder) {
        attempt(() -> files.delete(folder, true));
    }

    /** Returns the number and size of the data files in a folder. */
    public Contents contents(Path folder) {
        return attempt(() -> {
            int count = 0;
            long bytes = 0;
            for (FileStatus status : files.listStatus(folder)) {
                String name = status.getPath().getName();
                // Neither Spark nor the SQL pool reads these.
                if (status.isFile() && !name.startsWith("_") && !name.startsWith(".")) {
                    count++;
                    bytes += status.getLen();
                }
            }
            return new Contents(count, bytes);
        });
    }

    /** Data files of a folder. */
    public record Contents(int files, long bytes) {}

    /** Something that asks the storage. */
    @FunctionalInterface
    private interface StorageCall<T> {
        T run() throws IOException;
    }

    private <T> T attempt(StorageCall<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw StorageErrors.translate(e, place.root());
        }
    }
}
