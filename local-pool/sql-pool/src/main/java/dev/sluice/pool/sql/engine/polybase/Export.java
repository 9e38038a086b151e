package dev.sluice.pool.sql.engine.polybase;

import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.query.HostPaths;
import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.SqlError;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The rows of a query as Parquet files: what CREATE EXTERNAL TABLE AS SELECT writes.
 *
 * <p>The files are written aside and moved at once, so that a kill leaves nothing half-written where others look.
 * Timestamps are instants whose wall clock in UTC is the value. Times, datetimeoffsets and uniqueidentifiers are text:
 * Spark has no types for them.
 */
public final class Export {

    /** Size at which the next file begins: the size of Spark's partitions. */
    private static final String FILE_SIZE = "128MB";

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);

    private final Lake lake;

    /** Writes to a lake. */
    public Export(Lake lake) {
        this.lake = lake;
    }

    /** What was written, and how to take it back. */
    public record Written(long rows, long bytes, List<Path> files) {

        /** Removes the files again. */
        public void undo() throws IOException {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * Checks that a query's rows may go to a folder.
     *
     * @throws SqlError 105000 if there are visible files in it already
     */
    public void requireFree(Path folder, String location) throws SqlError {
        if (!Lake.visible(folder).isEmpty()) {
            throw Lake.error(
                    105000,
                    "CREATE EXTERNAL TABLE AS SELECT failed because the external table location '" + location
                            + "' already exists and is not empty. Choose an empty location, or remove its files.");
        }
    }

    /**
     * Writes the rows.
     *
     * @param query the query's name in the names of the files: {@code QID12}
     * @param compression as DuckDB names it
     */
    public Written write(Link link, Translated rows, Path folder, String query, LocalDateTime now, String compression)
            throws SqlError, CancelledException {
        Path aside = lake.unfinished(query + '_' + System.nanoTime());
        try {
            Files.createDirectories(aside.getParent());
            long count = link.update(copy(rows, aside, query + '_' + STAMP.format(now) + '_', compression));
            return publish(aside, folder, count);
        } catch (IOException e) {
            throw Lake.error(
                    105005,
                    "CREATE EXTERNAL TABLE AS SELECT failed as writing to " + folder.getFileName() + " failed: "
                            + HostPaths.hidden(e.toString()));
        } finally {
            discard(aside);
        }
    }

    private static void discard(Path aside) throws SqlError {
        try {
            Lake.remove(aside);
        } catch (IOException e) {
            throw Lake.error(
                    105005,
                    "CREATE EXTERNAL TABLE AS SELECT failed to remove its unfinished files: "
                            + HostPaths.hidden(e.toString()));
        }
    }

    private static String copy(Translated rows, Path aside, String prefix, String compression) {
        List<String> names = new ArrayList<>();
        List<String> items = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            ResultColumn column = rows.columns().get(i);
            names.add("c" + i);
            items.add(written(column, "c" + i) + " AS " + DuckSql.name(column.name()));
        }
        return "COPY (SELECT " + String.join(", ", items) + " FROM (" + rows.sql() + ") AS q("
                + String.join(", ", names) + ")) TO " + DuckSql.text(aside.toString())
                + " (FORMAT parquet, COMPRESSION " + compression + ", FILE_SIZE_BYTES '" + FILE_SIZE
                + "', FILENAME_PATTERN " + DuckSql.text(prefix + "{i}") + ", FILE_EXTENSION "
                + DuckSql.text(extension(compression)) + ", KV_METADATA {" + DuckSql.text(ParquetFiles.MARK)
                + ": '1'})";
    }

    private static String extension(String compression) {
        return switch (compression) {
            case "gzip" -> "parq.gz";
            case "uncompressed" -> "parq";
            default -> "parq." + compression;
        };
    }

    private static String written(ResultColumn column, String value) {
        return switch (column.type().kind()) {
            case DATETIME, SMALLDATETIME, DATETIME2 -> "timezone('UTC', " + value + ")";
            case TIME -> "CAST(" + value + " AS VARCHAR)";
            case DATETIMEOFFSET -> "CAST(timezone('UTC', " + value + ") AS VARCHAR) || ' +00:00'";
            case CHAR, NCHAR -> "rpad(" + value + ", " + column.type().length() + ", ' ')";
            case BINARY ->
                value + " || repeat('\\x00'::BLOB, " + column.type().length() + " - octet_length(" + value + "))";
            case UNIQUEIDENTIFIER -> "upper(CAST(" + value + " AS VARCHAR))";
            default -> value;
        };
    }

    private static Written publish(Path aside, Path folder, long count) throws IOException {
        List<Path> files = list(aside);
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        Files.createDirectories(folder.getParent());
        List<Path> moved =
                files.stream().map(file -> folder.resolve(file.getFileName())).toList();
        try {
            Files.deleteIfExists(folder);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            // The folder holds hidden files, which stay: the new ones come in one by one, whole each.
            for (Path file : files) {
                Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return new Written(count, bytes, moved);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
