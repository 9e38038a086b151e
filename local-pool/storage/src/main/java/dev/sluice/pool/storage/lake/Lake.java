package dev.sluice.pool.storage.lake;

import dev.sluice.pool.storage.error.DfsError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The storage account on disk.
 *
 * <pre>
 * LAKE/ACCOUNT/FILESYSTEM/...              the files, as plain files
 * LAKE/.sluice/ACCOUNT/scratch/            appended bytes, files that are being made or removed; emptied at each start
 * LAKE/.sluice/ACCOUNT/FILESYSTEM.json     attributes that the disk does not know
 * LAKE/.sluice/ACCOUNT/lock                held while a server uses the account
 * </pre>
 */
public final class Lake implements Closeable {

    private final Path files;
    private final Path hidden;
    private final FileChannel lock;
    private final Map<FileSystemName, LakeFileSystem> open = new HashMap<>();

    private Lake(Path files, Path hidden, FileChannel lock) {
        this.files = files;
        this.hidden = hidden;
        this.lock = lock;
    }

    /**
     * Opens an account, making its folders where they are missing.
     *
     * @throws IOException if the folder cannot be used or another server uses it
     */
    public static Lake open(Path lake, String account) throws IOException {
        Path root = Files.createDirectories(lake).toRealPath();
        Path files = Files.createDirectories(root.resolve(account));
        Path hidden = Files.createDirectories(root.resolve(".sluice").resolve(account));
        FileChannel lock = lock(hidden.resolve("lock"), root);
        Lake opened = new Lake(files, hidden, lock);
        try {
            // What a server that was killed had not committed was never promised to anybody.
            FileTrees.delete(opened.scratch());
            Files.createDirectories(opened.scratch());
            return opened;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Returns the names of the file systems, sorted. */
    public List<FileSystemName> fileSystems() throws IOException {
        try (Stream<Path> folders = Files.list(files)) {
            return folders.filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(FileSystemName::isValid)
                    .sorted()
                    .map(FileSystemName::new)
                    .toList();
        }
    }

    /**
     * Finds a file system.
     *
     * @throws dev.sluice.pool.storage.error.DfsException FilesystemNotFound
     */
    public synchronized LakeFileSystem fileSystem(FileSystemName name) throws IOException {
        if (!Files.isDirectory(folder(name), LinkOption.NOFOLLOW_LINKS)) {
            open.remove(name);
            throw DfsError.FILESYSTEM_NOT_FOUND.exception();
        }
        @Nullable LakeFileSystem known = open.get(name);
        if (known == null) {
            known = LakeFileSystem.open(folder(name), scratch(), attributesFile(name));
            open.put(name, known);
        }
        return known;
    }

    /**
     * Creates an empty file system.
     *
     * @throws dev.sluice.pool.storage.error.DfsException FilesystemAlreadyExists
     */
    public synchronized LakeFileSystem create(FileSystemName name) throws IOException {
        if (Files.exists(folder(name), LinkOption.NOFOLLOW_LINKS)) {
            throw DfsError.FILESYSTEM_EXISTS.exception();
        }
        Files.createDirectory(folder(name));
        return fileSystem(name);
    }

    /** Creates a file system unless it is there. */
    public synchronized void createWhereMissing(FileSystemName name) throws IOException {
        Files.createDirectories(folder(name));
    }

    /**
     * Deletes a file system with everything in it.
     *
     * @throws dev.sluice.pool.storage.error.DfsException FilesystemNotFound
     */
    public void delete(FileSystemName name) throws IOException {
        Path removed = scratch().resolve(UUID.randomUUID().toString());
        synchronized (this) {
            fileSystem(name);
            Files.move(folder(name), removed, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(attributesFile(name));
            open.remove(name);
        }
        FileTrees.delete(removed);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static FileChannel lock(Path file, Path root) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(inUse(root), e);
        }
        channel.close();
        throw new IOException(inUse(root));
    }

    private static String inUse(Path root) {
        return "the lake " + root + " is in use by another storage process; end it first";
    }

    private Path folder(FileSystemName name) {
        return files.resolve(name.text());
    }

    private Path attributesFile(FileSystemName name) {
        return hidden.resolve(name + ".json");
    }

    private Path scratch() {
        return hidden.resolve("scratch");
    }
}
