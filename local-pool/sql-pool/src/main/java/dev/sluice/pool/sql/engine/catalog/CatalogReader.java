package dev.sluice.pool.sql.engine.catalog;

import dev.sluice.pool.sql.engine.catalog.CatalogObject.ExternalTable;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Partitioning;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.View;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.type.SqlType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the catalog of a database from its tables. */
final class CatalogReader {

    private final Link link;

    CatalogReader(Link link) {
        this.link = link;
    }

    /** Whether the database has a catalog; a new file has none. */
    boolean present() throws SqlError, CancelledException {
        return !link.query(
                        "SELECT schema_name FROM duckdb_schemas() WHERE schema_name = '_catalog'"
                                + " AND database_name = current_database()",
                        List.of(),
                        row -> row.getString(1))
                .isEmpty();
    }

    int version() throws SqlError, CancelledException {
        return link.query("SELECT version FROM _catalog.version", List.of(), row -> row.getInt(1))
                .get(0);
    }

    /** The highest number that an object, a storage or anything else of the catalog has. */
    int highestId() throws SqlError, CancelledException {
        Integer highest = link.query(
                        "SELECT max(id) FROM (SELECT max(greatest(object_id, coalesce(storage, 0))) AS id"
                                + " FROM _catalog.objects"
                                + " UNION ALL SELECT max(schema_id) FROM _catalog.schemas"
                                + " UNION ALL SELECT max(data_source_id) FROM _catalog.data_sources"
                                + " UNION ALL SELECT max(file_format_id) FROM _catalog.file_formats"
                                + " UNION ALL SELECT max(credential_id) FROM _catalog.credentials"
                                + " UNION ALL SELECT max(principal_id) FROM _catalog.principals)",
                        List.of(),
                        row -> row.getInt(1))
                .get(0);
        return Math.max(CatalogTables.FIRST_ID, highest == null ? 0 : highest);
    }

    Catalog read() throws SqlError, CancelledException {
        Map<String, Integer> schemas = numbers("SELECT name, schema_id FROM _catalog.schemas");
        Map<Integer, List<Column>> columns = columns();
        List<CatalogObject> objects = link.query(
                "SELECT o.object_id, s.name AS schema_name, o.name, o.kind, o.definition, o.storage, o.distribution,"
                        + " o.distribution_columns, o.index_kind, o.index_columns, o.partition_column,"
                        + " o.partition_side, o.partition_boundaries, o.data_source_id, o.file_format_id, o.location"
                        + " FROM _catalog.objects o JOIN _catalog.schemas s USING (schema_id) ORDER BY o.object_id",
                List.of(),
                row -> object(row, columns.getOrDefault(row.getInt(1), List.of())));
        List<DataSource> dataSources = link.query(
                "SELECT data_source_id, name, location FROM _catalog.data_sources",
                List.of(),
                row -> new DataSource(row.getInt(1), row.getString(2), row.getString(3)));
        List<FileFormat> fileFormats = link.query(
                "SELECT file_format_id, name, compression FROM _catalog.file_formats",
                List.of(),
                row -> new FileFormat(row.getInt(1), row.getString(2), row.getString(3)));
        List<Principal> principals = link.query(
                "SELECT principal_id, name, kind FROM _catalog.principals",
                List.of(),
                row -> new Principal(row.getInt(1), row.getString(2), Principal.Kind.valueOf(row.getString(3))));
        List<Grant> grants = link.query(
                "SELECT permission, scope, target, grantee, state FROM _catalog.grants",
                List.of(),
                row -> new Grant(
                        row.getString(1),
                        Grant.Scope.valueOf(row.getString(2)),
                        row.getInt(3),
                        row.getInt(4),
                        Grant.State.valueOf(row.getString(5))));
        List<Statistics> statistics = link.query(
                "SELECT stats_id, object_id, name, columns FROM _catalog.statistics ORDER BY stats_id",
                List.of(),
                row -> new Statistics(row.getInt(1), row.getInt(2), row.getString(3), texts(row, "columns")));
        return new Catalog(new Catalog.Content(
                schemas,
                objects,
                dataSources,
                fileFormats,
                numbers("SELECT name, credential_id FROM _catalog.credentials"),
                principals,
                members(),
                grants,
                statistics));
    }

    private Map<String, Integer> numbers(String sql) throws SqlError, CancelledException {
        Map<String, Integer> numbers = new HashMap<>();
        link.query(sql, List.of(), row -> numbers.put(row.getString(1), row.getInt(2)));
        return numbers;
    }

    private Map<Integer, Set<Integer>> members() throws SqlError, CancelledException {
        Map<Integer, Set<Integer>> roles = new HashMap<>();
        link.query(
                "SELECT member_id, role_id FROM _catalog.members",
                List.of(),
                row -> roles.computeIfAbsent(row.getInt(1), member -> new HashSet<>())
                        .add(row.getInt(2)));
        return roles;
    }

    private Map<Integer, List<Column>> columns() throws SqlError, CancelledException {
        Map<Integer, List<Column>> columns = new HashMap<>();
        link.query(
                "SELECT object_id, column_id, name, kind, length, number_precision, number_scale, nullable,"
                        + " default_sql, identity_seed, identity_increment"
                        + " FROM _catalog.columns ORDER BY object_id, column_id",
                List.of(),
                row -> columns.computeIfAbsent(row.getInt(1), object -> new ArrayList<>())
                        .add(column(row)));
        return columns;
    }

    private static Column column(ResultSet row) throws SQLException {
        SqlType type = new SqlType(
                SqlType.Kind.valueOf(row.getString("kind")),
                row.getInt("length"),
                row.getInt("number_precision"),
                row.getInt("number_scale"));
        long seed = row.getLong("identity_seed");
        Column.Identity identity = row.wasNull() ? null : new Column.Identity(seed, row.getLong("identity_increment"));
        return new Column(
                row.getInt("column_id"),
                row.getString("name"),
                type,
                row.getBoolean("nullable"),
                row.getString("default_sql"),
                identity);
    }

    private static CatalogObject object(ResultSet row, List<Column> columns) throws SQLException {
        int id = row.getInt("object_id");
        String schema = row.getString("schema_name");
        String name = row.getString("name");
        return switch (row.getString("kind")) {
            case "U" ->
                new Table(
                        id,
                        schema,
                        name,
                        columns,
                        row.getInt("storage"),
                        new Definition.Distribution(
                                Definition.DistributionKind.valueOf(row.getString("distribution")),
                                texts(row, "distribution_columns")),
                        new Definition.Index(
                                Definition.IndexKind.valueOf(row.getString("index_kind")), texts(row, "index_columns")),
                        partitioning(row));
            case "V" -> new View(id, schema, name, columns, row.getString("definition"));
            default ->
                new ExternalTable(
                        id,
                        schema,
                        name,
                        columns,
                        row.getInt("data_source_id"),
                        row.getInt("file_format_id"),
                        row.getString("location"));
        };
    }

    private static @Nullable Partitioning partitioning(ResultSet row) throws SQLException {
        String column = row.getString("partition_column");
        return column == null
                ? null
                : new Partitioning(
                        column,
                        Definition.RangeSide.valueOf(row.getString("partition_side")),
                        texts(row, "partition_boundaries"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }
}
