package dev.sluice.e2e;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Waits until a transfer has begun to write, which it says nowhere but on disk. */
final class FileWatch {

    private static final long LIMIT_NANOS = 120_000_000_000L;

    private FileWatch() {}

    /** Returns the folders in a folder: what a broken transfer has left is there before the next. */
    static Set<Path> foldersIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Waits for a file in a folder that is none of the known ones. */
    static void untilParquetAppearsIn(Path folder, Set<Path> known) throws IOException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!holdsParquet(folder, known)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("No Parquet file appeared in " + folder);
            }
            Thread.onSpinWait();
        }
    }

    private static boolean holdsParquet(Path folder, Set<Path> known) throws IOException {
        boolean[] found = {false};
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return known.contains(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found[0] = file.toString().endsWith(".parquet");
                    return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // Renamed or deleted meanwhile.
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return found[0];
    }
}
