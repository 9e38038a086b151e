package dev.sluice.pool.storage.lake;

import dev.sluice.pool.storage.error.DfsError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One file system (container) of the account: a folder of plain files with the semantics of a hierarchical namespace.
 *
 * <pre>
 *            create                append*                       flush
 * (nothing) ───────► empty file ───────────► bytes out of sight ───────► file with all bytes
 * </pre>
 *
 * <p>Invariant: whoever opens a visible file, this server or another program, sees a state that some request committed.
 * Files are replaced by moves and never written in place. Bodies are read and written outside the lock.
 */
public final class LakeFileSystem {

    private final Tree tree;
    private final Listing listing;
    private final Path scratch;
    private final AttributeStore attributes;
    private final Map<LakePath, Upload> uploads = new HashMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private LakeFileSystem(Path root, Path scratch, AttributeStore attributes) {
        this.tree = new Tree(root);
        this.scratch = scratch;
        this.attributes = attributes;
        this.listing = new Listing(tree, attributes);
    }

    /**
     * @param root folder of the visible files
     * @param scratch folder for files out of sight, on the same disk
     * @param attributesFile file that keeps what the disk cannot
     */
    static LakeFileSystem open(Path root, Path scratch, Path attributesFile) throws IOException {
        return new LakeFileSystem(root, scratch, AttributeStore.open(attributesFile));
    }

    /** An action under the lock. */
    @FunctionalInterface
    private interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Returns what is at a path.
     *
     * @throws dev.sluice.pool.storage.error.DfsException PathNotFound, ConditionNotMet
     */
    public PathStatus status(LakePath path, Conditions conditions) throws IOException {
        return locked(lock.readLock(), () -> {
            PathStatus status = existing(path);
            conditions.check(status, DfsError.CONDITION_NOT_MET);
            return status;
        });
    }

    /**
     * Opens a file. What is read stays the same, whatever becomes of the file.
     *
     * @throws dev.sluice.pool.storage.error.DfsException PathNotFound, PathConflict (a directory), ConditionNotMet
     */
    public OpenFile open(LakePath path, Conditions conditions) throws IOException {
        return locked(lock.readLock(), () -> {
            PathStatus status = existingFile(path);
            conditions.check(status, DfsError.CONDITION_NOT_MET);
            return OpenFile.open(tree.place(path), status);
        });
    }

    /**
     * Lists a directory in the order of names, parents before their children; a file lists itself.
     *
     * @throws dev.sluice.pool.storage.error.DfsException PathNotFound
     */
    public ListPage list(ListRequest request) throws IOException {
        return locked(lock.readLock(), () -> listing.page(request, existing(request.directory())));
    }

    /**
     * Creates an empty file, in place of one that is there, with the directories on the way.
     *
     * @param initial what the attributes are to be, given the defaults
     * @throws dev.sluice.pool.storage.error.DfsException PathAlreadyExists, PathConflict, ConditionNotMet
     */
    public PathStatus createFile(LakePath path, Conditions conditions, UnaryOperator<PathAttributes> initial)
            throws IOException {
        return locked(lock.writeLock(), () -> {
            Optional<PathStatus> before = find(path);
            conditions.checkForCreation(before);
            if (before.isPresent() && before.get().isDirectory()) {
                throw DfsError.PATH_CONFLICT
                        .exception()
                        .withHeader("x-ms-existing-resource-type", PathKind.DIRECTORY.resourceType());
            }
            tree.createParents(path);
            Path empty = scratchFile();
            Files.createFile(empty);
            Files.move(empty, tree.place(path), StandardCopyOption.ATOMIC_MOVE);
            dropUploads(path);
            attributes.set(path, PathKind.FILE, initial.apply(PathAttributes.defaults(PathKind.FILE)));
            return existing(path);
        });
    }

    /**
     * Creates a directory with those on the way; one that is there stays as it is.
     *
     * @param initial what the attributes of a new directory are to be, given the defaults
     * @throws dev.sluice.pool.storage.error.DfsException PathAlreadyExists, PathConflict, ConditionNotMet
     */
    public PathStatus createDirectory(LakePath path, Conditions conditions, UnaryOperator<PathAttributes> initial)
            throws IOException {
        return locked(lock.writeLock(), () -> {
            Optional<PathStatus> before = find(path);
            conditions.checkForCreation(before);
            if (before.isPresent() && !before.get().isDirectory()) {
                throw Conditions.pathExists(before.get());
            }
            if (before.isEmpty()) {
                tree.createDirectories(path);
                attributes.set(path, PathKind.DIRECTORY, initial.apply(PathAttributes.defaults(PathKind.DIRECTORY)));
            }
            return existing(path);
        });
    }

    /**
     * Moves a file or directory in one step.
     *
     * @param ofSource what the source must be like
     * @param ofTarget what the target must be like; without a condition a file replaces a file, a directory an empty one
     * @throws dev.sluice.pool.storage.error.DfsException SourcePathNotFound, RenameDestinationParentPathNotFound,
     *     PathAlreadyExists, PathConflict, DirectoryNotEmpty, InvalidRenameSourcePath, conditions not met
     */
    public PathStatus rename(LakePath source, Conditions ofSource, LakePath target, Conditions ofTarget)
            throws IOException {
        return locked(lock.writeLock(), () -> {
            PathStatus moved = find(source).orElseThrow(DfsError.SOURCE_PATH_NOT_FOUND::exception);
            ofSource.check(moved, DfsError.SOURCE_CONDITION_NOT_MET);
            if (source.isRoot() || target.isRoot() || (target.isAtOrBelow(source) && !target.equals(source))) {
                throw DfsError.INVALID_RENAME_SOURCE.exception();
            }
            PathStatus parent =
                    find(target.parent()).orElseThrow(DfsError.RENAME_DESTINATION_PARENT_NOT_FOUND::exception);
            if (!parent.isDirectory()) {
                throw DfsError.PATH_CONFLICT.exception("'" + target.parent() + "' is a file.");
            }
            Optional<PathStatus> overwritten = find(target);
            ofTarget.checkForCreation(overwritten);
            if (overwritten.isPresent()) {
                requireReplaceable(overwritten.get(), moved);
            }
            if (!target.equals(source)) {
                Files.move(tree.place(source), tree.place(target), StandardCopyOption.ATOMIC_MOVE);
                dropUploads(target);
                moveUploads(source, target);
                attributes.move(source, target);
            }
            return existing(target);
        });
    }

    /**
     * Deletes a file or an empty directory.
     *
     * @throws dev.sluice.pool.storage.error.DfsException PathNotFound, DirectoryNotEmpty, ConditionNotMet
     */
    public void delete(LakePath path, Conditions conditions) throws IOException {
        remove(path, conditions, status -> {
            if (status.isDirectory() && !isEmptyDirectory(path)) {
                throw DfsError.DIRECTORY_NOT_EMPTY.exception();
            }
        });
    }

    /**
     * Deletes a file, or a directory with everything in it; that it is gone shows at once.
     *
     * @throws dev.sluice.pool.storage.error.DfsException PathNotFound, ConditionNotMet
     */
    public void deleteRecursively(LakePath path, Conditions conditions) throws IOException {
        remove(path, conditions, status -> {});
    }

    /**
     * Takes bytes of a file, out of sight until {@link #flush}.
     *
     * @param position where they belong, not before the committed length
     * @return how many there were
     * @throws dev.sluice.pool.storage.error.DfsException PathNotFound, PathConflict, InvalidFlushPosition
     */
    public long append(LakePath path, long position, InputStream body) throws IOException {
        Upload upload = locked(lock.writeLock(), () -> {
            PathStatus status = existingFile(path);
            if (position < status.length()) {
                throw DfsError.INVALID_FLUSH_POSITION.exception(
                        "The file has " + status.length() + " bytes, the position is " + position + ".");
            }
            Upload known = uploads.get(path);
            if (known == null) {
                known = Upload.create(scratchFile(), status.length());
                uploads.put(path, known);
            }
            return known;
        });
        return upload.append(position, body);
    }

    /**
     * Makes the appended bytes visible, all at once.
     *
     * @param length what the file's length is to be
     * @param beyond what becomes of bytes that were appended beyond it
     * @throws dev.sluice.pool.storage.error.DfsException PathNotFound, PathConflict, ConditionNotMet,
     *     InvalidFlushPosition if bytes are missing
     */
    public PathStatus flush(LakePath path, long length, UncommittedData beyond, Conditions conditions)
            throws IOException {
        return locked(lock.writeLock(), () -> {
            PathStatus status = existingFile(path);
            conditions.check(status, DfsError.CONDITION_NOT_MET);
            Upload upload = uploads.get(path);
            boolean complete = upload == null ? length == status.length() : upload.reaches(length);
            if (length < status.length() || !complete) {
                throw DfsError.INVALID_FLUSH_POSITION.exception("The position is " + length + ".");
            }
            if (upload != null) {
                commit(path, upload, length, beyond);
            }
            return existing(path);
        });
    }

    /**
     * Changes attributes.
     *
     * @throws dev.sluice.pool.storage.error.DfsException PathNotFound, ConditionNotMet
     */
    public PathStatus change(LakePath path, Conditions conditions, UnaryOperator<PathAttributes> change)
            throws IOException {
        return locked(lock.writeLock(), () -> {
            PathStatus status = existing(path);
            conditions.check(status, DfsError.CONDITION_NOT_MET);
            attributes.set(path, status.kind(), change.apply(status.attributes()));
            return existing(path);
        });
    }

    private void commit(LakePath path, Upload upload, long length, UncommittedData beyond) throws IOException {
        uploads.remove(path);
        Path whole = scratchFile();
        try (upload) {
            if (beyond == UncommittedData.KEPT && upload.hasBytesBeyond(length)) {
                uploads.put(path, upload.remainder(length, scratchFile()));
            }
            if (length > upload.committedLength()) {
                upload.complete(length, tree.place(path), whole);
                Files.move(whole, tree.place(path), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** A check that may refuse what is at a path. */
    @FunctionalInterface
    private interface Check {
        void on(PathStatus status) throws IOException;
    }

    private void remove(LakePath path, Conditions conditions, Check check) throws IOException {
        Path removed = scratchFile();
        locked(lock.writeLock(), () -> {
            PathStatus status = existing(path);
            conditions.check(status, DfsError.CONDITION_NOT_MET);
            if (path.isRoot()) {
                throw DfsError.UNSUPPORTED_OPERATION.exception("The root directory goes with its file system only.");
            }
            check.on(status);
            Files.move(tree.place(path), removed, StandardCopyOption.ATOMIC_MOVE);
            dropUploads(path);
            attributes.remove(path);
            return status;
        });
        FileTrees.delete(removed);
    }

    private Optional<PathStatus> find(LakePath path) throws IOException {
        return tree.look(path).map(found -> found.status(path, attributes.of(path, found.kind())));
    }

    private PathStatus existing(LakePath path) throws IOException {
        return find(path).orElseThrow(DfsError.PATH_NOT_FOUND::exception);
    }

    private PathStatus existingFile(LakePath path) throws IOException {
        PathStatus status = existing(path);
        if (status.isDirectory()) {
            throw DfsError.PATH_CONFLICT.exception("'" + path + "' is a directory.");
        }
        return status;
    }

    private void requireReplaceable(PathStatus overwritten, PathStatus moved) throws IOException {
        if (overwritten.kind() != moved.kind()) {
            throw DfsError.PATH_CONFLICT.exception("One is a file, the other a directory.");
        }
        if (overwritten.isDirectory() && !isEmptyDirectory(overwritten.path())) {
            throw DfsError.DIRECTORY_NOT_EMPTY.exception();
        }
    }

    private boolean isEmptyDirectory(LakePath path) throws IOException {
        try (Stream<Path> entries = Files.list(tree.place(path))) {
            return entries.findAny().isEmpty();
        }
    }

    private void dropUploads(LakePath path) throws IOException {
        for (LakePath dropped :
                uploads.keySet().stream().filter(p -> p.isAtOrBelow(path)).toList()) {
            Upload upload = uploads.remove(dropped);
            if (upload != null) {
                upload.close();
            }
        }
    }

    private void moveUploads(LakePath from, LakePath to) {
        for (LakePath moved :
                uploads.keySet().stream().filter(p -> p.isAtOrBelow(from)).toList()) {
            Upload upload = uploads.remove(moved);
            if (upload != null) {
                uploads.put(moved.moved(from, to), upload);
            }
        }
    }

    private Path scratchFile() {
        return scratch.resolve(UUID.randomUUID().toString());
    }

    private static <T> T locked(Lock lock, Action<T> action) throws IOException {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }
}
