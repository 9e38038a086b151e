package dev.sluice.pool.sql.engine.polybase;

import static java.util.stream.Collectors.joining;

import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.session.SqlError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Parquet files with their columns, as their footers tell. */
final class ParquetFiles {

    /** One file; its columns in order. */
    record File(String path, List<ParquetColumn> columns, ParquetColumn.Writer writer) {

        String name() {
            return String.valueOf(Path.of(path).getFileName());
        }
    }

    /** Key of what CETAS notes in the files it writes. */
    static final String MARK = "sluice.pool";

    private ParquetFiles() {}

    private record Element(String file, String name, String type, int children, String logical, String read) {}

    /**
     * Reads the footers.
     *
     * @throws SqlError 106000 if a file is no Parquet file
     */
    static List<File> read(Link link, List<Path> paths) throws SqlError, CancelledException {
        if (paths.isEmpty()) {
            return List.of();
        }
        for (Path path : paths) {
            requireNameable(path.toString());
        }
        String list = list(paths.stream().map(Path::toString).toList());
        List<Element> elements;
        List<String> own;
        try {
            elements = link.query(
                    "SELECT file_name, name, type, num_children, logical_type, converted_type, duckdb_type"
                            + " FROM parquet_schema(" + list + ")",
                    List.of(),
                    row -> new Element(
                            row.getString(1),
                            row.getString(2),
                            Objects.requireNonNullElse(row.getString(3), ""),
                            row.getInt(4),
                            Objects.requireNonNullElse(row.getString(5), "")
                                    + '|'
                                    + Objects.requireNonNullElse(row.getString(6), ""),
                            Objects.requireNonNullElse(row.getString(7), "")));
            own = link.query(
                    "SELECT DISTINCT file_name FROM parquet_kv_metadata(" + list + ") WHERE decode(key) = "
                            + DuckSql.text(MARK),
                    List.of(),
                    row -> row.getString(1));
        } catch (SqlError e) {
            throw Lake.error(
                    106000,
                    "HdfsBridge::recordReaderFillBuffer - Unexpected error encountered filling record reader buffer:"
                            + " HadoopExecutionException: a file is not a Parquet file: " + e.getMessage());
        }
        Map<String, List<Element>> byFile = new LinkedHashMap<>();
        for (Element element : elements) {
            byFile.computeIfAbsent(element.file(), file -> new ArrayList<>()).add(element);
        }
        return byFile.entrySet().stream()
                .map(entry -> new File(
                        entry.getKey(),
                        columns(entry.getValue()),
                        own.contains(entry.getKey()) ? ParquetColumn.Writer.POOL : ParquetColumn.Writer.OTHER))
                .toList();
    }

    private static List<ParquetColumn> columns(List<Element> elements) {
        List<ParquetColumn> columns = new ArrayList<>();
        int next = 1;
        while (next < elements.size()) {
            Element element = elements.get(next);
            columns.add(new ParquetColumn(element.name(), element.type(), element.logical(), element.read()));
            next = after(elements, next);
        }
        return columns;
    }

    /** The footer lists a group before its members, at any depth. */
    private static int after(List<Element> elements, int index) {
        int next = index + 1;
        int children =
                elements.get(index).type().isEmpty() ? elements.get(index).children() : 0;
        for (int i = 0; i < children; i++) {
            next = after(elements, next);
        }
        return next;
    }

    /** Returns paths as a list literal, each of which names one file. */
    static String list(List<String> paths) {
        return paths.stream().map(DuckSql::exactly).map(DuckSql::text).collect(joining(", ", "[", "]"));
    }

    /** In a pattern, DuckDB takes a backslash for an escape of what follows and finds no file of that name. */
    private static void requireNameable(String path) throws SqlError {
        if (path.indexOf('\\') >= 0 && DuckSql.patterned(path)) {
            throw Lake.error(
                    105002,
                    "EXTERNAL TABLE access failed because the file '"
                            + Path.of(path).getFileName()
                            + "' has a path with a backslash beside one of * ? [, which the"
                            + " local SQL pool cannot read. Rename it.");
        }
    }
}
