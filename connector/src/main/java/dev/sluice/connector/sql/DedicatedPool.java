package dev.sluice.connector.sql;

import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.Distribution;
import dev.sluice.transfer.TableIndex;
import dev.sluice.transfer.TableName;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements of a dedicated SQL pool: PolyBase to load and CETAS to export. */
public final class DedicatedPool implements Statements {

    @Override
    public String createDataSource(String name, URI folder, @Nullable String credential) {
        String container = folder.getScheme() + "://" + folder.getRawAuthority();
        return "CREATE EXTERNAL DATA SOURCE " + PoolColumn.quoted(name) + " WITH (TYPE = HADOOP, LOCATION = "
                + Literal.text(container)
                + (credential == null ? "" : ", CREDENTIAL = " + PoolColumn.quoted(credential)) + ")";
    }

    @Override
    public String createFileFormat(String name) {
        return "CREATE EXTERNAL FILE FORMAT " + PoolColumn.quoted(name)
                + " WITH (FORMAT_TYPE = PARQUET, DATA_COMPRESSION = 'org.apache.hadoop.io.compress.SnappyCodec')";
    }

    @Override
    public String createExternalTable(ExternalTable table, List<PoolColumn> columns) {
        return "CREATE EXTERNAL TABLE " + table.name().toSqlInDatabase() + " (" + definitions(columns) + ") WITH ("
                + place(table) + ", REJECT_TYPE = VALUE, REJECT_VALUE = 0)";
    }

    @Override
    public String export(ExternalTable table, String select) {
        return "CREATE EXTERNAL TABLE " + table.name().toSqlInDatabase() + " WITH (" + place(table) + ") AS " + select;
    }

    @Override
    public String createTableAs(TableName table, Layout layout, String select, @Nullable String label) {
        return "CREATE TABLE " + table.toSqlInDatabase() + with(layout) + " AS " + select + labelled(label);
    }

    @Override
    public String createTable(TableName table, List<PoolColumn> columns, Layout layout) {
        return "CREATE TABLE " + table.toSqlInDatabase() + " (" + definitions(columns) + ")" + with(layout);
    }

    @Override
    public String insert(TableName table, List<String> columns, String select, @Nullable String label) {
        String names = columns.stream().map(PoolColumn::quoted).collect(Collectors.joining(", "));
        return "INSERT INTO " + table.toSqlInDatabase() + " (" + names + ") " + select + labelled(label);
    }

    @Override
    public String replaceRows(TableName shadow, TableName target) {
        return "ALTER TABLE " + shadow.toSqlInDatabase() + " SWITCH TO " + target.toSqlInDatabase()
                + " WITH (TRUNCATE_TARGET = ON)";
    }

    @Override
    public String rename(TableName table, String name) {
        return "RENAME OBJECT " + table.toSqlInDatabase() + " TO " + PoolColumn.quoted(name);
    }

    @Override
    public String drop(PoolObject object) {
        return "DROP " + words(object.kind()) + " " + quoted(object);
    }

    @Override
    public String find(PoolObject object) {
        return switch (object.kind()) {
            case TABLE, EXTERNAL_TABLE ->
                "SELECT t.name FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id"
                        + " WHERE t.is_external = " + (object.kind() == PoolObject.Kind.TABLE ? 0 : 1)
                        + " AND s.name = " + Literal.unicode(String.valueOf(object.schema()))
                        + " AND t.name = " + Literal.unicode(object.name());
            case DATA_SOURCE ->
                "SELECT name FROM sys.external_data_sources WHERE name = " + Literal.unicode(object.name());
            case FILE_FORMAT ->
                "SELECT name FROM sys.external_file_formats WHERE name = " + Literal.unicode(object.name());
        };
    }

    @Override
    public String objectId(TableName table) {
        return "SELECT t.object_id FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE "
                + named(table);
    }

    @Override
    public String nameOf(long objectId, String schema) {
        return "SELECT t.name FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE s.name = "
                + Literal.unicode(schema) + " AND t.object_id = " + objectId;
    }

    @Override
    public String select(List<String> expressions, String from, @Nullable String where, @Nullable Long limit) {
        return "SELECT " + (limit == null ? "" : "TOP (" + limit + ") ") + String.join(", ", expressions) + " FROM "
                + from + (where == null ? "" : " WHERE " + where);
    }

    @Override
    public String version(TableName table) {
        return "SELECT t.object_id, t.modify_date FROM sys.tables AS t"
                + " JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE " + named(table);
    }

    @Override
    public String tableKind(TableName table) {
        return "SELECT CASE WHEN t.is_external = 1 THEN 'external' ELSE 'U' END AS kind FROM sys.tables AS t"
                + " JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE " + named(table);
    }

    @Override
    public String layout(TableName table) {
        return "SELECT d.distribution_policy_desc, c.name AS hash_column, i.type_desc, k.name AS index_column"
                + " FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id"
                + " JOIN sys.pdw_table_distribution_properties AS d ON d.object_id = t.object_id"
                + " LEFT JOIN sys.pdw_column_distribution_properties AS h ON h.object_id = t.object_id"
                + " AND h.distribution_ordinal = 1"
                + " LEFT JOIN sys.columns AS c ON c.object_id = h.object_id AND c.column_id = h.column_id"
                + " LEFT JOIN sys.indexes AS i ON i.object_id = t.object_id AND i.index_id IN (0, 1)"
                + " LEFT JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id"
                + " AND x.key_ordinal = 1"
                + " LEFT JOIN sys.columns AS k ON k.object_id = x.object_id AND k.column_id = x.column_id WHERE "
                + named(table);
    }

    @Override
    public String externalPlace(TableName table) {
        return "SELECT t.location, d.name AS data_source, f.name AS file_format, d.location AS root"
                + " FROM sys.external_tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id"
                + " JOIN sys.external_data_sources AS d ON d.data_source_id = t.data_source_id"
                + " JOIN sys.external_file_formats AS f ON f.file_format_id = t.file_format_id WHERE " + named(table);
    }

    @Override
    public String columnTraits(TableName table) {
        return "SELECT c.name, CASE WHEN i.column_id IS NULL THEN 0 ELSE 1 END AS is_identity,"
                + " CASE WHEN c.default_object_id = 0 THEN 0 ELSE 1 END AS has_default,"
                + " CAST(COLLATIONPROPERTY(c.collation_name, 'CodePage') AS int) AS code_page"
                + " FROM sys.columns AS c JOIN sys.tables AS t ON t.object_id = c.object_id"
                + " JOIN sys.schemas AS s ON s.schema_id = t.schema_id"
                + " LEFT JOIN sys.identity_columns AS i ON i.object_id = c.object_id AND i.column_id = c.column_id WHERE "
                + named(table);
    }

    @Override
    public String externalPlaces() {
        return "SELECT s.name, t.name, t.location, d.location AS root"
                + " FROM sys.external_tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id"
                + " JOIN sys.external_data_sources AS d ON d.data_source_id = t.data_source_id";
    }

    @Override
    public String deleteRows(TableName table) {
        return "DELETE FROM " + table.toSqlInDatabase();
    }

    @Override
    public String allowIdentityValues(TableName table) {
        return "SET IDENTITY_INSERT " + table.toSqlInDatabase() + " ON";
    }

    @Override
    public String forbidIdentityValues(TableName table) {
        return "SET IDENTITY_INSERT " + table.toSqlInDatabase() + " OFF";
    }

    private static String named(TableName table) {
        return "s.name = " + Literal.unicode(table.schema()) + " AND t.name = " + Literal.unicode(table.table());
    }

    private static String words(PoolObject.Kind kind) {
        return switch (kind) {
            case TABLE -> "TABLE";
            case EXTERNAL_TABLE -> "EXTERNAL TABLE";
            case DATA_SOURCE -> "EXTERNAL DATA SOURCE";
            case FILE_FORMAT -> "EXTERNAL FILE FORMAT";
        };
    }

    private static String quoted(PoolObject object) {
        String name = PoolColumn.quoted(object.name());
        return object.schema() == null ? name : PoolColumn.quoted(object.schema()) + '.' + name;
    }

    private static String definitions(List<PoolColumn> columns) {
        return columns.stream()
                .map(column ->
                        column.toSql() + " " + column.type().toSql() + (column.nullable() ? " NULL" : " NOT NULL"))
                .collect(Collectors.joining(", "));
    }

    private static String place(ExternalTable table) {
        return "LOCATION = " + Literal.text(table.location()) + ", DATA_SOURCE = "
                + PoolColumn.quoted(table.dataSource()) + ", FILE_FORMAT = " + PoolColumn.quoted(table.fileFormat());
    }

    private static String with(Layout layout) {
        return " WITH (DISTRIBUTION = " + distribution(layout.distribution()) + ", " + index(layout.index()) + ")";
    }

    private static String distribution(Distribution distribution) {
        if (distribution instanceof Distribution.Hash hash) {
            return "HASH(" + PoolColumn.quoted(hash.column()) + ")";
        }
        return distribution instanceof Distribution.Replicate ? "REPLICATE" : "ROUND_ROBIN";
    }

    private static String index(TableIndex index) {
        if (index instanceof TableIndex.Clustered clustered) {
            return "CLUSTERED INDEX (" + PoolColumn.quoted(clustered.column()) + ")";
        }
        return index instanceof TableIndex.Heap ? "HEAP" : "CLUSTERED COLUMNSTORE INDEX";
    }

    private static String labelled(@Nullable String label) {
        return label == null ? "" : " OPTION (LABEL = " + Literal.unicode(label) + ")";
    }
}
