package dev.sluice.connector.staging;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The file system of the staging folder. Every error comes out translated. */
final class StagingFiles {

    private final FileSystem files;
    private final URI root;

    /**
     * Makes the access.
     *
     * @param root the staging folder, for messages
     */
    StagingFiles(FileSystem files, URI root) {
        this.files = files;
        this.root = root;
    }

    /** Something that asks the storage. */
    @FunctionalInterface
    interface StorageCall<T> {
        T run(FileSystem files) throws IOException;
    }

    /**
     * Asks the storage.
     *
     * @throws dev.sluice.connector.failure.TransferFailedException if it does not answer, or refuses
     */
    <T> T attempt(StorageCall<T> call) {
        try {
            return call.run(files);
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    /** Returns the names in a folder, in no order; none if it is not there. */
    List<String> names(Path folder) {
        return attempt(storage -> {
            try {
                return Arrays.stream(storage.listStatus(folder))
                        .map(status -> status.getPath().getName())
                        .toList();
            } catch (FileNotFoundException e) {
                return List.of();
            }
        });
    }

    /** Deletes a file or a folder with all in it, if it is there. */
    void delete(Path path) {
        attempt(storage -> storage.delete(path, true));
    }
}
