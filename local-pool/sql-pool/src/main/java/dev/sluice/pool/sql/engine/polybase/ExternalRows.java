package dev.sluice.pool.sql.engine.polybase;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.catalog.TypeNames;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.query.DuckFunctions;
import dev.sluice.pool.sql.query.DuckTypes;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of an external table as a DuckDB query over its files.
 *
 * <p>As strict as PolyBase: columns go by position, a type that does not match ends the query, and so does a text that
 * is longer than declared. Reject options change nothing about it: they are for delimited text.
 */
public final class ExternalRows {

    private static final String FILLING =
            "HdfsBridge::recordReaderFillBuffer - Unexpected error encountered filling record reader buffer: ";

    private final List<Column> columns;

    /** The rows of a table with these columns. */
    public ExternalRows(List<Column> columns) {
        this.columns = columns;
    }

    /**
     * Returns the query, in parentheses.
     *
     * @throws SqlError 106000 if a file does not have the declared columns
     */
    public String query(Link link, List<Path> paths) throws SqlError, CancelledException {
        List<ParquetFiles.File> files = ParquetFiles.read(link, paths);
        for (ParquetFiles.File file : files) {
            requireMatch(file);
        }
        if (files.isEmpty()) {
            return columns.stream()
                    .map(column ->
                            "CAST(NULL AS " + DuckTypes.sql(column.type()) + ") AS " + DuckSql.name(column.name()))
                    .collect(joining(", ", "(SELECT ", " WHERE false)"));
        }
        // DuckDB goes by the names of the first file; files that name their columns otherwise are read apart.
        Map<List<ParquetColumn>, List<ParquetFiles.File>> alike = files.stream()
                .collect(groupingBy(
                        ParquetFiles.File::columns, LinkedHashMap::new, java.util.stream.Collectors.toList()));
        return alike.values().stream().map(this::select).collect(joining(" UNION ALL ", "(", ")"));
    }

    private String select(List<ParquetFiles.File> files) {
        List<ParquetColumn> found = files.get(0).columns();
        List<String> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String raw = "c" + i;
            names.add(raw);
            items.add(value(columns.get(i), found.get(i), raw) + " AS "
                    + DuckSql.name(columns.get(i).name()));
        }
        return "SELECT " + String.join(", ", items) + " FROM read_parquet("
                + ParquetFiles.list(files.stream().map(ParquetFiles.File::path).toList())
                + ", hive_partitioning = false) AS f(" + String.join(", ", names) + ")";
    }

    private void requireMatch(ParquetFiles.File file) throws SqlError {
        if (file.columns().size() != columns.size()) {
            throw Lake.error(
                    106000,
                    FILLING + "HadoopExecutionException: Column count mismatch. Source file '" + file.name() + "' has "
                            + file.columns().size() + " columns, external table definition has " + columns.size()
                            + " columns.");
        }
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            ParquetColumn found = file.columns().get(i);
            if (!found.readableAs(column.type(), file.writer())) {
                throw Lake.error(
                        106000,
                        FILLING + "ClassCastException: file '" + file.name() + "', column '" + column.name()
                                + "' at position " + (i + 1) + ": Parquet " + found.shown() + " cannot be read as "
                                + TypeNames.declared(column.type()));
            }
        }
    }

    private static String value(Column column, ParquetColumn found, String raw) {
        String value = checked(column, converted(column.type(), found, raw));
        return column.nullable()
                ? value
                : "CASE WHEN " + raw + " IS NULL THEN "
                        + DuckFunctions.raise(
                                106000,
                                DuckSql.text(FILLING + "HadoopSqlException: Cannot insert the value NULL into column '"
                                        + column.name() + "'; column does not allow nulls."),
                                DuckTypes.sql(column.type()))
                        + " ELSE " + value + " END";
    }

    private static String converted(SqlType type, ParquetColumn found, String raw) {
        if (found.nested()) {
            return "CAST(to_json(" + raw + ") AS VARCHAR)";
        }
        String cast = "CAST(" + raw + " AS " + DuckTypes.sql(type) + ")";
        return switch (type.kind()) {
            case DATETIMEOFFSET -> "CAST(replace(" + raw + ", ' +', '+') AS TIMESTAMPTZ)";
            case DATETIME2 -> rounded(cast, type.scale());
            case DATETIME -> rounded(cast, 3);
            case SMALLDATETIME -> "date_trunc('minute', " + cast + " + INTERVAL 30 SECOND)";
            default -> cast;
        };
    }

    private static String rounded(String timestamp, int scale) {
        if (scale >= 6) {
            return timestamp;
        }
        long unit = 1;
        for (int digit = scale; digit < 6; digit++) {
            unit *= 10;
        }
        // DuckDB's remainder has the sign of the dividend: times before 1970 need a second step.
        String shifted = "(epoch_us(" + timestamp + ") + " + unit / 2 + ")";
        return "make_timestamp(" + shifted + " - ((" + shifted + " % " + unit + " + " + unit + ") % " + unit + "))";
    }

    private static String checked(Column column, String value) {
        SqlType type = column.type();
        if (type.length() <= 0) {
            return value;
        }
        String length = switch (type.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> "length(" + value + ")";
            case BINARY, VARBINARY -> "octet_length(" + value + ")";
            default -> "0";
        };
        return "CASE WHEN " + length + " > " + type.length() + " THEN "
                + DuckFunctions.raise(
                        106000,
                        DuckSql.text(FILLING + "HadoopSqlException: String or binary data would be truncated: column '"
                                        + column.name() + "' is declared " + TypeNames.declared(type)
                                        + ", a value has the length ")
                                + " || " + length + " || '.'",
                        DuckTypes.sql(type))
                + " ELSE " + value + " END";
    }
}
