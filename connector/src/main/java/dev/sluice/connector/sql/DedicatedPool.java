package dev.sluice.connector.sql;

import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.TableName;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements of a dedicated SQL pool: PolyBase to load and CETAS to export. */
public final class DedicatedPool implements Statements {

    private static final String OF_TABLES = " FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id";

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
    public String createTable(TableName table, List<ColumnDefinition> columns, Layout layout) {
        return "CREATE TABLE " + table.toSqlInDatabase() + " ("
                + columns.stream().map(ColumnDefinition::toSql).collect(Collectors.joining(", ")) + ")" + with(layout);
    }

    @Override
    public String insert(TableName table, List<String> columns, String select, @Nullable String label) {
        return "INSERT INTO " + table.toSqlInDatabase() + " (" + Names.list(columns) + ") " + select + labelled(label);
    }

    @Override
    public String beginTransaction() {
        return "BEGIN TRANSACTION";
    }

    @Override
    public String commitTransaction() {
        return "COMMIT TRANSACTION";
    }

    @Override
    public String rollBackTransaction() {
        return "ROLLBACK TRANSACTION";
    }

    @Override
    public String openTransactions() {
        return "SELECT @@TRANCOUNT";
    }

    @Override
    public String rowOf(long number) {
        return "SELECT " + number;
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
                "SELECT t.name" + OF_TABLES
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
        return "SELECT t.object_id" + OF_TABLES + " WHERE " + named(table);
    }

    @Override
    public String nameOf(long objectId, String schema) {
        return "SELECT t.name" + OF_TABLES + " WHERE s.name = " + Literal.unicode(schema) + " AND t.object_id = "
                + objectId;
    }

    @Override
    public String converted(PoolColumn from, ColumnDefinition to) {
        PoolColumn column = to.column();
        if (to.collation() != null) {
            return "CAST(" + from.toSql() + " AS " + column.type().toSql() + ") COLLATE " + to.collation() + " AS "
                    + column.toSql();
        }
        if (from.type().equals(column.type())) {
            return from.name().equals(column.name()) ? from.toSql() : from.toSql() + " AS " + column.toSql();
        }
        return "CAST(" + from.toSql() + " AS " + column.type().toSql() + ") AS " + column.toSql();
    }

    @Override
    public String countRows() {
        return "SET NOCOUNT OFF";
    }

    @Override
    public String select(List<String> expressions, String from, @Nullable String where, @Nullable Long limit) {
        return "SELECT " + (limit == null ? "" : "TOP (" + limit + ") ") + String.join(", ", expressions) + " FROM "
                + from + (where == null ? "" : " WHERE " + where);
    }

    @Override
    public String version(TableName table) {
        return "SELECT t.object_id, t.modify_date" + OF_TABLES + " WHERE " + named(table);
    }

    @Override
    public String tableKind(TableName table) {
        return "SELECT CASE WHEN t.is_external = 1 THEN 'external' ELSE 'U' END AS kind" + OF_TABLES + " WHERE "
                + named(table);
    }

    @Override
    public String placement(TableName table) {
        return "SELECT d.distribution_policy_desc, c.name AS hash_column" + OF_TABLES
                + " JOIN sys.pdw_table_distribution_properties AS d ON d.object_id = t.object_id"
                + " LEFT JOIN sys.pdw_column_distribution_properties AS h ON h.object_id = t.object_id"
                + " AND h.distribution_ordinal > 0"
                + " LEFT JOIN sys.columns AS c ON c.object_id = h.object_id AND c.column_id = h.column_id WHERE "
                + named(table) + " ORDER BY h.distribution_ordinal";
    }

    @Override
    public String indexes(TableName table) {
        return "SELECT i.index_id, i.name, i.type_desc, c.name AS column_name, x.key_ordinal,"
                + " x.column_store_order_ordinal, x.partition_ordinal,"
                + " CASE WHEN x.is_descending_key = 1 THEN 1 ELSE 0 END AS is_descending,"
                + " CASE WHEN i.is_primary_key = 1 OR i.is_unique_constraint = 1 THEN 1 ELSE 0 END AS is_key"
                + OF_TABLES + " JOIN sys.indexes AS i ON i.object_id = t.object_id"
                + " LEFT JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id"
                + " AND (x.key_ordinal > 0 OR x.column_store_order_ordinal > 0 OR x.partition_ordinal > 0)"
                + " LEFT JOIN sys.columns AS c ON c.object_id = x.object_id AND c.column_id = x.column_id WHERE "
                + named(table) + " ORDER BY i.index_id, x.key_ordinal, x.column_store_order_ordinal";
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
                + " CAST(COLLATIONPROPERTY(c.collation_name, 'CodePage') AS int) AS code_page,"
                + " CASE WHEN c.collation_name = d.collation_name THEN NULL ELSE c.collation_name END AS collation,"
                + " CASE WHEN m.column_id IS NULL THEN 0 ELSE 1 END AS is_masked"
                + " FROM sys.columns AS c JOIN sys.tables AS t ON t.object_id = c.object_id"
                + " JOIN sys.schemas AS s ON s.schema_id = t.schema_id"
                + " JOIN sys.databases AS d ON d.name = DB_NAME()"
                + " LEFT JOIN sys.masked_columns AS m ON m.object_id = c.object_id AND m.column_id = c.column_id"
                + " AND m.is_masked = 1"
                + " LEFT JOIN sys.identity_columns AS i ON i.object_id = c.object_id AND i.column_id = c.column_id WHERE "
                + named(table);
    }

    @Override
    public String permissions(TableName table) {
        return "SELECT p.state_desc, p.permission_name, g.name AS grantee, c.name AS column_name" + OF_TABLES
                + " JOIN sys.database_permissions AS p ON p.class = 1 AND p.major_id = t.object_id"
                + " JOIN sys.database_principals AS g ON g.principal_id = p.grantee_principal_id"
                + " LEFT JOIN sys.columns AS c ON c.object_id = t.object_id AND c.column_id = p.minor_id WHERE "
                + named(table) + " ORDER BY g.name, p.permission_name, c.name";
    }

    @Override
    public String seesPermissions(TableName table) {
        // Of a database whose definition it may not view it does not see the users, and so not what they are granted.
        return "SELECT CASE WHEN HAS_PERMS_BY_NAME(" + Literal.unicode(table.toSqlInDatabase())
                + ", 'OBJECT', 'VIEW DEFINITION') = 1"
                + " AND HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION') = 1 THEN 1 ELSE 0 END AS sees";
    }

    @Override
    public String statistics(TableName table) {
        return "SELECT x.name, c.name AS column_name, x.filter_definition" + OF_TABLES
                + " JOIN sys.stats AS x ON x.object_id = t.object_id AND x.user_created = 1"
                + " JOIN sys.stats_columns AS k ON k.object_id = x.object_id AND k.stats_id = x.stats_id"
                + " JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id WHERE "
                + named(table) + " ORDER BY x.name, k.stats_column_id";
    }

    @Override
    public String securityPolicies(TableName table) {
        return "SELECT p.name" + OF_TABLES
                + " JOIN sys.security_predicates AS r ON r.target_object_id = t.object_id"
                + " JOIN sys.security_policies AS p ON p.object_id = r.object_id WHERE " + named(table)
                + " ORDER BY p.name";
    }

    @Override
    public String grant(Permission permission, TableName table) {
        return (permission.state() == Permission.State.DENY ? "DENY " : "GRANT ") + permission.name()
                + (permission.column() == null ? "" : " (" + PoolColumn.quoted(permission.column()) + ")") + " ON "
                + table.toSqlInDatabase() + " TO " + PoolColumn.quoted(permission.grantee())
                + (permission.state() == Permission.State.GRANT_WITH_GRANT_OPTION ? " WITH GRANT OPTION" : "");
    }

    @Override
    public String createStatistics(TableStatistics statistics, TableName table) {
        return "CREATE STATISTICS " + PoolColumn.quoted(statistics.name()) + " ON " + table.toSqlInDatabase() + " ("
                + Names.list(statistics.columns()) + ")"
                + (statistics.filter() == null ? "" : " WHERE " + statistics.filter());
    }

    @Override
    public String dropStatistics(String name, TableName table) {
        return "DROP STATISTICS " + table.toSqlInDatabase() + '.' + PoolColumn.quoted(name);
    }

    @Override
    public String alterColumn(ColumnDefinition column, TableName table) {
        return "ALTER TABLE " + table.toSqlInDatabase() + " ALTER COLUMN " + column.toSql();
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
                .map(column -> new ColumnDefinition(column, null).toSql())
                .collect(Collectors.joining(", "));
    }

    private static String place(ExternalTable table) {
        return "LOCATION = " + Literal.text(table.location()) + ", DATA_SOURCE = "
                + PoolColumn.quoted(table.dataSource()) + ", FILE_FORMAT = " + PoolColumn.quoted(table.fileFormat());
    }

    private static String with(Layout layout) {
        return " WITH (DISTRIBUTION = " + layout.placement().toSql() + ", "
                + layout.storage().toSql() + ")";
    }

    private static String labelled(@Nullable String label) {
        return label == null ? "" : " OPTION (LABEL = " + Literal.unicode(label) + ")";
    }
}
