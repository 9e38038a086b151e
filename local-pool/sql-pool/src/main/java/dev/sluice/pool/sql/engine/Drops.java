package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.ExternalTable;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.View;
import dev.sluice.pool.sql.engine.catalog.CatalogWriter;
import dev.sluice.pool.sql.engine.catalog.Database;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.query.HostPaths;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.Definition.Missing;
import dev.sluice.pool.sql.tsql.Definition.ObjectKind;
import dev.sluice.pool.sql.tsql.ObjectName;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Drops objects. */
final class Drops {

    private final Scope scope;

    Drops(Scope scope) {
        this.scope = scope;
    }

    void run(Definition.Drop drop) throws SqlError, CancelledException {
        if (drop.kind() == ObjectKind.MASTER_KEY) {
            requireControl(drop);
            scope.database().change(scope.link(), (current, writer) -> writer.removeMasterKey());
            return;
        }
        for (ObjectName name : drop.names()) {
            switch (drop.kind()) {
                case TABLE, VIEW, EXTERNAL_TABLE -> dropObject(drop, name);
                case SCHEMA -> dropSchema(drop, name);
                case DATABASE -> dropDatabase(drop, name);
                case USER, ROLE, LOGIN -> new Securities(scope).drop(drop, name);
                default -> dropExternal(drop, name);
            }
        }
    }

    private void dropObject(Definition.Drop drop, ObjectName name) throws SqlError, CancelledException {
        if (name.temporary()) {
            dropTemporary(drop, name);
            return;
        }
        scope.requireHere(name);
        scope.database().change(scope.link(), (current, writer) -> {
            Optional<CatalogObject> found = current.object(Scope.schema(name), name.name());
            if (found.isEmpty() || !fits(drop.kind(), found.get())) {
                refuseUnlessIgnored(drop, name);
                return;
            }
            requireAlter(found.get(), drop, name);
            remove(found.get(), writer);
        });
    }

    private static boolean fits(ObjectKind kind, CatalogObject object) {
        return switch (kind) {
            case TABLE -> object instanceof Table;
            case VIEW -> object instanceof View;
            default -> object instanceof ExternalTable;
        };
    }

    private void requireAlter(CatalogObject object, Definition.Drop drop, ObjectName name) throws SqlError {
        boolean may = scope.authority().on(object, "CONTROL")
                || scope.catalog()
                        .schema(object.schema())
                        .filter(schema -> scope.authority().in(schema, "ALTER"))
                        .isPresent();
        if (!may) {
            throw missing(drop, name);
        }
    }

    private void remove(CatalogObject object, CatalogWriter writer) throws SqlError, CancelledException {
        writer.removeObject(object.id());
        if (object instanceof Table table) {
            scope.link().update("DROP TABLE " + table.relation());
            scope.link().update("DROP SEQUENCE IF EXISTS " + TableMaking.sequence(table));
        }
    }

    private void dropTemporary(Definition.Drop drop, ObjectName name) throws SqlError, CancelledException {
        Optional<Table> found = scope.state().temporary(name.name());
        if (found.isEmpty()) {
            refuseUnlessIgnored(drop, name);
            return;
        }
        scope.link().update("DROP TABLE " + found.get().relation());
        scope.state().forget(found.get());
    }

    private static void refuseUnlessIgnored(Definition.Drop drop, ObjectName name) throws SqlError {
        if (drop.missing() == Missing.ERROR) {
            throw missing(drop, name);
        }
    }

    private static SqlError missing(Definition.Drop drop, ObjectName name) {
        String kind = switch (drop.kind()) {
            case TABLE -> "table";
            case VIEW -> "view";
            case EXTERNAL_TABLE -> "external table";
            case SCHEMA -> "schema";
            case DATABASE -> "database";
            case DATA_SOURCE -> "external data source";
            case FILE_FORMAT -> "external file format";
            case CREDENTIAL -> "database scoped credential";
            case USER -> "user";
            case ROLE -> "role";
            default -> "object";
        };
        int number = drop.kind() == ObjectKind.SCHEMA ? 15151 : 3701;
        return Scope.error(
                number,
                drop.at(),
                "Cannot drop the " + kind + " '" + name.text()
                        + "', because it does not exist or you do not have permission.");
    }

    private void dropSchema(Definition.Drop drop, ObjectName name) throws SqlError, CancelledException {
        scope.database().change(scope.link(), (current, writer) -> {
            Optional<Catalog.Schema> found = current.schema(name.name());
            if (found.isEmpty()) {
                refuseUnlessIgnored(drop, name);
                return;
            }
            Catalog.Schema schema = found.get();
            if (!scope.authority().in(schema, "CONTROL") || schema.id() <= 4) {
                throw missing(drop, name);
            }
            for (CatalogObject object : current.objects()) {
                if (Names.same(object.schema(), schema.name())) {
                    throw Scope.error(
                            3729,
                            drop.at(),
                            "Cannot drop schema '" + schema.name() + "' because it is being referenced by object '"
                                    + object.name() + "'.");
                }
            }
            writer.removeSchema(schema.id());
        });
    }

    private void dropDatabase(Definition.Drop drop, ObjectName name) throws SqlError {
        Optional<Database> found = scope.server().databases().find(name.name());
        if (found.isEmpty() || !scope.server().logins().admin(scope.login())) {
            refuseUnlessIgnored(drop, name);
            return;
        }
        Database database = found.get();
        if (Names.same(database.name(), Databases.MASTER)) {
            throw Scope.error(3708, drop.at(), "Cannot drop the database 'master' because it is a system database.");
        }
        if (scope.server().sessions().anyIn(database.name())) {
            throw Scope.error(
                    3702,
                    drop.at(),
                    "Cannot drop database \"" + database.name() + "\" because it is currently in use.");
        }
        try {
            scope.server().databases().drop(database);
            scope.server().logins().forget(database);
        } catch (IOException | SQLException e) {
            throw Scope.error(
                    3701,
                    drop.at(),
                    "Cannot drop database '" + database.name() + "': "
                            + HostPaths.hidden(String.valueOf(e.getMessage())));
        }
    }

    private void requireControl(Definition.Drop drop) throws SqlError {
        if (!scope.authority().has("CONTROL")) {
            throw Scope.error(15247, drop.at(), "User does not have permission to perform this action.");
        }
    }

    private void dropExternal(Definition.Drop drop, ObjectName name) throws SqlError, CancelledException {
        Externals.requirePermission(scope, drop.kind(), drop.at());
        scope.database().change(scope.link(), (current, writer) -> {
            boolean done = switch (drop.kind()) {
                case DATA_SOURCE -> dropDataSource(current, writer, drop, name);
                case FILE_FORMAT -> dropFileFormat(current, writer, drop, name);
                default -> dropCredential(current, writer, name);
            };
            if (!done) {
                refuseUnlessIgnored(drop, name);
            }
        });
    }

    private static boolean dropDataSource(Catalog current, CatalogWriter writer, Definition.Drop drop, ObjectName name)
            throws SqlError, CancelledException {
        var found = current.dataSource(name.name());
        if (found.isEmpty()) {
            return false;
        }
        for (CatalogObject object : current.objects()) {
            if (object instanceof ExternalTable table
                    && table.dataSource() == found.get().id()) {
                throw inUse("data source", name, table, drop);
            }
        }
        writer.removeDataSource(found.get().id());
        return true;
    }

    private static boolean dropFileFormat(Catalog current, CatalogWriter writer, Definition.Drop drop, ObjectName name)
            throws SqlError, CancelledException {
        var found = current.fileFormat(name.name());
        if (found.isEmpty()) {
            return false;
        }
        for (CatalogObject object : current.objects()) {
            if (object instanceof ExternalTable table
                    && table.fileFormat() == found.get().id()) {
                throw inUse("file format", name, table, drop);
            }
        }
        writer.removeFileFormat(found.get().id());
        return true;
    }

    private static boolean dropCredential(Catalog current, CatalogWriter writer, ObjectName name)
            throws SqlError, CancelledException {
        var found = current.credential(name.name());
        if (found.isEmpty()) {
            return false;
        }
        writer.removeCredential(found.get());
        return true;
    }

    private static SqlError inUse(String kind, ObjectName name, ExternalTable table, Definition.Drop drop) {
        return Scope.error(
                33165,
                drop.at(),
                "Cannot drop the external " + kind + " '" + name.name() + "' because it is used by external table '"
                        + table.qualifiedName() + "'.");
    }
}
