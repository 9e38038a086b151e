package dev.sluice.pool.sql.engine.catalog;

import static dev.sluice.pool.sql.engine.store.DuckSql.text;

import dev.sluice.pool.sql.engine.catalog.CatalogObject.ExternalTable;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Partitioning;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.View;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.session.SqlError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes changes of the catalog to its tables, in the transaction that is open. */
public final class CatalogWriter {

    private final Link link;

    /** Writes through a connection. */
    public CatalogWriter(Link link) {
        this.link = link;
    }

    /** Adds a schema. */
    public void addSchema(int id, String name, int owner) throws SqlError, CancelledException {
        insert("schemas", id, name, owner);
    }

    /** Removes a schema. */
    public void removeSchema(int id) throws SqlError, CancelledException {
        delete("schemas", "schema_id", id);
        link.update("DELETE FROM _catalog.grants WHERE scope = 'SCHEMA' AND target = " + id);
    }

    /** Adds a table, a view or an external table. */
    public void addObject(int schema, CatalogObject object) throws SqlError, CancelledException {
        if (object instanceof Table table) {
            Partitioning partition = table.partition();
            addObject(
                    schema,
                    table,
                    "'U'",
                    "NULL, " + table.storage() + ", '" + table.distribution().kind() + "', "
                            + CatalogTables.list(table.distribution().columns()) + ", '"
                            + table.index().kind() + "', "
                            + CatalogTables.list(table.index().columns()) + ", " + partitioning(partition)
                            + ", NULL, NULL, NULL");
        } else if (object instanceof View view) {
            addObject(schema, view, "'V'", text(view.text()) + ", NULL".repeat(11));
        } else if (object instanceof ExternalTable external) {
            addObject(
                    schema,
                    external,
                    "'E'",
                    "NULL" + ", NULL".repeat(8) + ", " + external.dataSource() + ", " + external.fileFormat() + ", "
                            + text(external.location()));
        }
    }

    private static String partitioning(@Nullable Partitioning partition) {
        return partition == null
                ? "NULL, NULL, NULL"
                : text(partition.column()) + ", '" + partition.side() + "', "
                        + CatalogTables.list(partition.boundaries());
    }

    private void addObject(int schema, CatalogObject object, String kind, String rest)
            throws SqlError, CancelledException {
        link.update("INSERT INTO _catalog.objects VALUES (" + object.id() + ", " + schema + ", " + text(object.name())
                + ", " + kind + ", " + CatalogTables.now() + ", " + CatalogTables.now() + ", " + rest + ")");
        for (Column column : object.columns()) {
            addColumn(object.id(), column);
        }
    }

    /** Removes an object with its columns, grants and statistics. */
    public void removeObject(int id) throws SqlError, CancelledException {
        delete("objects", "object_id", id);
        delete("columns", "object_id", id);
        delete("statistics", "object_id", id);
        link.update("DELETE FROM _catalog.grants WHERE scope = 'OBJECT' AND target = " + id);
    }

    /** Gives an object another name. */
    public void renameObject(int id, String name) throws SqlError, CancelledException {
        change(id, "name = " + text(name));
    }

    /** Lets a table point to other rows. */
    public void store(int id, int storage) throws SqlError, CancelledException {
        change(id, "storage = " + storage);
    }

    /** Gives a table another index. */
    public void index(int id, String kind, List<String> columns) throws SqlError, CancelledException {
        change(id, "index_kind = " + text(kind) + ", index_columns = " + CatalogTables.list(columns));
    }

    /** Gives a table other boundaries. */
    public void boundaries(int id, List<String> boundaries) throws SqlError, CancelledException {
        change(id, "partition_boundaries = " + CatalogTables.list(boundaries));
    }

    /** Gives a view another text and other columns. */
    public void redefine(View view) throws SqlError, CancelledException {
        change(view.id(), "definition = " + text(view.text()));
        delete("columns", "object_id", view.id());
        for (Column column : view.columns()) {
            addColumn(view.id(), column);
        }
    }

    private void change(int id, String assignments) throws SqlError, CancelledException {
        link.update("UPDATE _catalog.objects SET " + assignments + ", modify_date = " + CatalogTables.now()
                + " WHERE object_id = " + id);
    }

    /** Adds a column. */
    public void addColumn(int object, Column column) throws SqlError, CancelledException {
        Column.Identity identity = column.identity();
        insert(
                "columns",
                object,
                column.id(),
                column.name(),
                column.type().kind().name(),
                column.type().length(),
                column.type().precision(),
                column.type().scale(),
                column.nullable(),
                column.defaultSql(),
                identity == null ? null : identity.seed(),
                identity == null ? null : identity.increment());
    }

    /** Gives a column another name, wherever the table refers to it. */
    public void renameColumn(int object, Column column, String name) throws SqlError, CancelledException {
        link.update("UPDATE _catalog.columns SET name = " + text(name) + " WHERE object_id = " + object
                + " AND column_id = " + column.id());
        String replaced = "list_transform(%1$s, lambda x: CASE WHEN x = " + text(column.name()) + " THEN " + text(name)
                + " ELSE x END)";
        change(
                object,
                "distribution_columns = " + replaced.replace("%1$s", "distribution_columns") + ", index_columns = "
                        + replaced.replace("%1$s", "index_columns")
                        + ", partition_column = CASE WHEN partition_column = "
                        + text(column.name()) + " THEN " + text(name) + " ELSE partition_column END");
    }

    /** Changes the type, the nullability or the default of a column. */
    public void changeColumn(int object, Column column) throws SqlError, CancelledException {
        removeColumn(object, column.id());
        addColumn(object, column);
    }

    /** Removes a column. */
    public void removeColumn(int object, int column) throws SqlError, CancelledException {
        link.update("DELETE FROM _catalog.columns WHERE object_id = " + object + " AND column_id = " + column);
    }

    /** Adds an external data source. */
    public void addDataSource(DataSource source, @Nullable Integer credential) throws SqlError, CancelledException {
        insert("data_sources", source.id(), source.name(), source.location(), credential);
    }

    /** Removes an external data source. */
    public void removeDataSource(int id) throws SqlError, CancelledException {
        delete("data_sources", "data_source_id", id);
    }

    /**
     * Adds an external file format.
     *
     * @param codec the codec's class as the statement names it, null if it names none
     */
    public void addFileFormat(FileFormat format, @Nullable String codec) throws SqlError, CancelledException {
        insert("file_formats", format.id(), format.name(), codec, format.compression());
    }

    /** Removes an external file format. */
    public void removeFileFormat(int id) throws SqlError, CancelledException {
        delete("file_formats", "file_format_id", id);
    }

    /** Adds a credential. Its secret is not kept: the lake's files are opened in place. */
    public void addCredential(int id, String name, String identity) throws SqlError, CancelledException {
        link.update("INSERT INTO _catalog.credentials VALUES (" + id + ", " + text(name) + ", " + text(identity) + ", "
                + CatalogTables.now() + ", " + CatalogTables.now() + ")");
    }

    /** Changes a credential. */
    public void changeCredential(int id, String identity) throws SqlError, CancelledException {
        link.update("UPDATE _catalog.credentials SET identity = " + text(identity) + ", modify_date = "
                + CatalogTables.now() + " WHERE credential_id = " + id);
    }

    /** Removes a credential. */
    public void removeCredential(int id) throws SqlError, CancelledException {
        delete("credentials", "credential_id", id);
    }

    /** Notes that there is a master key. There is nothing here that it would protect. */
    public void addMasterKey() throws SqlError, CancelledException {
        link.update("INSERT INTO _catalog.master_key VALUES (" + CatalogTables.now() + ")");
    }

    /** Removes the master key. */
    public void removeMasterKey() throws SqlError, CancelledException {
        link.update("DELETE FROM _catalog.master_key");
    }

    /** Adds a user or role. */
    public void addPrincipal(Principal principal) throws SqlError, CancelledException {
        link.update("INSERT INTO _catalog.principals VALUES (" + principal.id() + ", " + text(principal.name()) + ", '"
                + principal.kind() + "', false, " + CatalogTables.now() + ")");
    }

    /** Removes a user or role with its memberships and grants. */
    public void removePrincipal(int id) throws SqlError, CancelledException {
        delete("principals", "principal_id", id);
        delete("members", "member_id", id);
        delete("members", "role_id", id);
        delete("grants", "grantee", id);
    }

    /** Puts a member into a role. */
    public void addMember(int role, int member) throws SqlError, CancelledException {
        removeMember(role, member);
        insert("members", role, member);
    }

    /** Takes a member out of a role. */
    public void removeMember(int role, int member) throws SqlError, CancelledException {
        link.update("DELETE FROM _catalog.members WHERE role_id = " + role + " AND member_id = " + member);
    }

    /** Gives or denies a permission. */
    public void put(Grant grant) throws SqlError, CancelledException {
        revoke(grant);
        insert(
                "grants",
                grant.permission(),
                grant.scope().name(),
                grant.target(),
                grant.grantee(),
                grant.state().name());
    }

    /** Takes back what was given or denied. */
    public void revoke(Grant grant) throws SqlError, CancelledException {
        link.update("DELETE FROM _catalog.grants WHERE permission = " + text(grant.permission()) + " AND scope = '"
                + grant.scope() + "' AND target = " + grant.target() + " AND grantee = " + grant.grantee());
    }

    /** Adds statistics. */
    public void addStatistics(Statistics statistics) throws SqlError, CancelledException {
        link.update("INSERT INTO _catalog.statistics VALUES (" + statistics.table() + ", " + statistics.id() + ", "
                + text(statistics.name()) + ", " + CatalogTables.list(statistics.columns()) + ", "
                + CatalogTables.now() + ")");
    }

    /** Notes that statistics were made anew. */
    public void touchStatistics(Statistics statistics) throws SqlError, CancelledException {
        link.update("UPDATE _catalog.statistics SET updated = " + CatalogTables.now() + " WHERE object_id = "
                + statistics.table() + " AND stats_id = " + statistics.id());
    }

    /** Removes statistics. */
    public void removeStatistics(Statistics statistics) throws SqlError, CancelledException {
        link.update("DELETE FROM _catalog.statistics WHERE object_id = " + statistics.table() + " AND stats_id = "
                + statistics.id());
    }

    private void insert(String table, @Nullable Object... values) throws SqlError, CancelledException {
        StringBuilder sql =
                new StringBuilder("INSERT INTO _catalog.").append(table).append(" VALUES (");
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            sql.append(i == 0 ? "" : ", ").append(value instanceof String text ? text(text) : String.valueOf(value));
        }
        link.update(sql.append(')').toString());
    }

    private void delete(String table, String column, int id) throws SqlError, CancelledException {
        link.update("DELETE FROM _catalog." + table + " WHERE " + column + " = " + id);
    }
}
