package dev.sluice.e2e;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Waits until a transfer has begun to write, which it says nowhere but on disk. */
final class FileWatch {

    private static final long LIMIT_NANOS = 120_000_000_000L;

    private FileWatch() {}

    static void untilParquetAppearsIn(Path folder) throws IOException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!holdsParquet(folder)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("No Parquet file appeared in " + folder);
            }
            Thread.onSpinWait();
        }
    }

    private static boolean holdsParquet(Path folder) throws IOException {
        boolean[] found = {false};
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
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
