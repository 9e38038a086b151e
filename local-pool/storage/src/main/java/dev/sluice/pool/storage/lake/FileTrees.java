package dev.sluice.pool.storage.lake;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes whole trees on disk. Links in them are deleted, not followed.
 *
 * <p>Renames can make a tree deeper than the system takes paths. What lies deep is therefore first moved to the top of the
 * tree, and deleted from there.
 */
final class FileTrees {

    /** Directories that are deleted where they are: eight names of the longest sort leave room for the folder of the lake. */
    private static final int LEVELS = 8;

    private FileTrees() {}

    static void delete(Path tree) throws IOException {
        while (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(tree, new Deletion(tree));
        }
    }

    /** Deletes what is near the top, and the top itself unless something was moved there. */
    private static final class Deletion extends SimpleFileVisitor<Path> {

        private final Path top;
        private boolean moved;

        Deletion(Path top) {
            this.top = top;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (directory.getNameCount() - top.getNameCount() <= LEVELS) {
                return FileVisitResult.CONTINUE;
            }
            Files.move(directory, top.resolve(UUID.randomUUID().toString()), StandardCopyOption.ATOMIC_MOVE);
            moved = true;
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (!moved || !directory.equals(top)) {
                Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
