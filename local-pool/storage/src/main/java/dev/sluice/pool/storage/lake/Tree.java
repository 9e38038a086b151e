package dev.sluice.pool.storage.lake;

import dev.sluice.pool.storage.error.DfsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The visible files of a file system: paths to places on disk, and what lies there. Symbolic links are refused wherever they
 * stand, since they lead out of the lake.
 */
final class Tree {

    private final Path root;

    Tree(Path root) {
        this.root = root;
    }

    /** What the disk knows of a file or directory. */
    record OnDisk(PathKind kind, BasicFileAttributes attributes) {

        PathStatus status(LakePath path, PathAttributes known) {
            long length = kind == PathKind.FILE ? attributes.size() : 0;
            return new PathStatus(
                    path, kind, length, attributes.lastModifiedTime().toInstant(), etag(), known);
        }

        /**
         * A file is only ever replaced, never changed in place, so its inode, time and size tell contents apart. A
         * directory changes its time with each entry, which is not a change of the directory to Azure.
         */
        private String etag() {
            String identity = kind == PathKind.FILE
                    ? attributes.fileKey() + "/" + attributes.lastModifiedTime().toInstant() + "/" + attributes.size()
                    : attributes.fileKey() + "/" + attributes.creationTime().toInstant();
            CRC32C checksum = new CRC32C();
            checksum.update(identity.getBytes(StandardCharsets.UTF_8));
            return String.format(Locale.ROOT, "0x%08X%08X", Objects.hash(identity), checksum.getValue());
        }
    }

    /** Returns where a path lies on disk, once no part of the way there is a symbolic link. */
    Path place(LakePath path) {
        Path place = root;
        try {
            for (String segment : path.segments()) {
                place = place.resolve(segment);
                if (Files.isSymbolicLink(place)) {
                    throw DfsError.INVALID_URI.exception("'" + path + "' leads over a symbolic link.");
                }
            }
        } catch (InvalidPathException e) {
            throw DfsError.INVALID_URI.exception("'" + path
                    + "' cannot be a file name here; start the storage with a UTF-8 locale (LC_ALL=C.UTF-8).");
        }
        return place;
    }

    /** Looks at a path; empty if nothing is there, or something that is neither file nor directory. */
    Optional<OnDisk> look(LakePath path) throws IOException {
        return look(place(path));
    }

    /** Looks at an entry of a directory that was reached without a link; empty also if the entry itself is one. */
    Optional<OnDisk> lookAtEntry(LakePath path) throws IOException {
        return look(root.resolve(path.toString()));
    }

    private static Optional<OnDisk> look(Path place) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                return Optional.of(new OnDisk(PathKind.DIRECTORY, attributes));
            }
            return attributes.isRegularFile() ? Optional.of(new OnDisk(PathKind.FILE, attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            // A file where a directory would have to be: below it there is nothing.
            if (isBelowFile(place)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Creates the directories on the way to a path. */
    void createParents(LakePath path) throws IOException {
        if (!path.isRoot()) {
            createDirectories(path.parent());
        }
    }

    /** Creates a directory and those on the way to it. */
    void createDirectories(LakePath path) throws IOException {
        try {
            Files.createDirectories(place(path));
        } catch (FileAlreadyExistsException e) {
            throw DfsError.PATH_CONFLICT.exception("On the way to '" + path + "' is a file.");
        } catch (FileSystemException e) {
            if (isBelowFile(place(path))) {
                throw DfsError.PATH_CONFLICT.exception("On the way to '" + path + "' is a file.");
            }
            throw e;
        }
    }

    private static boolean isBelowFile(Path place) {
        for (Path parent = place.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.isRegularFile(parent, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }
}
