package dev.sluice.connector.staging;

import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.transfer.TransferId;
import java.io.FileNotFoundException;
import java.io.IOException;
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
    private final StagingFiles files;
    private final Path root;

    private StagingArea(StagingPlace place, FileSystem files) {
        this.place = place;
        this.files = new StagingFiles(files, place.root());
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
        return new Ledger(files, new Path(root, "_sluice/ledger"));
    }

    /** Returns how transfers have ended. */
    public History history() {
        return new History(files, new Path(root, "_sluice/history"));
    }

    /** Returns the folders that are published. */
    public PublishedFolders published() {
        return new PublishedFolders(files);
    }

    /** Returns what tells that a Spark application lives. */
    Path pulse(String application) {
        return new Path(root, "_sluice/live/" + application.replaceAll("[^A-Za-z0-9_.-]", "_"));
    }

    /** Returns the applications of which something tells that they live, or have died. */
    List<String> pulses() {
        return files.names(pulse("any").getParent());
    }

    /** Writes an empty file, or writes it anew. */
    void touch(Path file) {
        files.attempt(storage -> {
            storage.create(file, true).close();
            return file;
        });
    }

    /**
     * Returns when a file was written last, by the clock of the storage.
     *
     * @return milliseconds since 1970, or nothing if it is not there
     */
    OptionalLong written(Path file) {
        return files.attempt(storage -> {
            try {
                return OptionalLong.of(storage.getFileStatus(file).getModificationTime());
            } catch (FileNotFoundException e) {
                return OptionalLong.empty();
            }
        });
    }

    /**
     * Returns what time the storage has.
     *
     * @param asker application that asks; a file of its own is written for it, and deleted
     * @return milliseconds since 1970, or nothing if somebody asks by the same file
     */
    OptionalLong now(String asker) {
        Path question = pulse(asker + ".asks");
        touch(question);
        OptionalLong now = written(question);
        delete(question);
        return now;
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
        files.attempt(storage -> storage.mkdirs(folder));
    }

    /** Moves a folder to a place that is not there yet, at once. */
    public void move(Path from, Path to) {
        files.attempt(storage -> {
            storage.mkdirs(to.getParent());
            if (!storage.rename(from, to)) {
                throw new IOException("Cannot move " + from + " to " + to);
            }
            return to;
        });
    }

    /** Returns whether a folder is there. */
    public boolean exists(Path folder) {
        return files.attempt(storage -> storage.exists(folder));
    }

    /** Deletes a folder and all in it, if it is there. */
    public void delete(Path folder) {
        files.delete(folder);
    }

    /** Returns the number and size of the data files in a folder. */
    public Contents contents(Path folder) {
        return files.attempt(storage -> {
            int count = 0;
            long bytes = 0;
            for (FileStatus status : storage.listStatus(folder)) {
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
}
