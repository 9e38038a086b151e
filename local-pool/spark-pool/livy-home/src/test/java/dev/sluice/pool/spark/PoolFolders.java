package dev.sluice.pool.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Where the pool under test lies: always in a folder whose name has spaces and letters outside ASCII. */
record PoolFolders(Path root, Path livyHome, Path extraJars, Path sparkHome, Path python) {

    /** Lays the pool out below {@code folder}: Livy's jars as copies, because Spark follows links to real names. */
    static PoolFolders layOut(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("Größe & Übung çalışma"));
        Path livyHome = root.resolve("livy-home");
        copy(Path.of(required("sluice.livy.home")), livyHome);
        Path extraJars = root.resolve("spark-extra-jars");
        copy(Path.of(required("sluice.spark.extra.jars")), extraJars);
        Path installed = installedSpark();
        Path sparkHome = Files.createSymbolicLink(root.resolve("spark home"), installed);
        return new PoolFolders(root, livyHome, extraJars, sparkHome, pythonOf(installed));
    }

    Path state() {
        return root.resolve("state");
    }

    Path passwordFile() {
        return state().resolve("password");
    }

    Path tmp() {
        return root.resolve("tmp");
    }

    private static String required(String property) {
        String value = System.getProperty(property, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("System property " + property + " is missing: run this test by Maven");
        }
        return value;
    }

    private static Path installedSpark() throws IOException {
        String named = System.getProperty("sluice.spark.home", System.getenv().getOrDefault("SLUICE_SPARK_HOME", ""));
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path lib = Path.of(required("sluice.root"), ".sluice", "venv", "lib");
        PathMatcher spark = FileSystems.getDefault().getPathMatcher("glob:**/python3.*/site-packages/pyspark");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> candidates = Files.walk(lib, 3)) {
                List<Path> found = candidates.filter(spark::matches).toList();
                if (!found.isEmpty()) {
                    return found.get(0);
                }
            }
        }
        throw new IllegalStateException(
                "There is no pyspark package below " + lib + ": run ./sluice setup, or set -Dsluice.spark.home to one");
    }

    private static Path pythonOf(Path sparkHome) {
        // .../venv/lib/python3.x/site-packages/pyspark
        Path venv = sparkHome.resolve("../../../../bin/python").normalize();
        return Files.isExecutable(venv) ? venv : Path.of("/usr/bin/python3");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
