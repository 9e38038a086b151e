package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.catalog.Statistics;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Position;
import java.util.List;

/** Statistics and indexes: listed, checked, and of no other effect, as DuckDB has its own. */
final class Listings {

    private final Scope scope;

    Listings(Scope scope) {
        this.scope = scope;
    }

    void run(Definition definition) throws SqlError, CancelledException {
        if (definition instanceof Definition.CreateStatistics create) {
            create(create);
        } else if (definition instanceof Definition.UpdateStatistics update) {
            update(update);
        } else if (definition instanceof Definition.DropStatistics drop) {
            drop(drop);
        } else if (definition instanceof Definition.CreateIndex create) {
            requireColumns(table(create.table()), create.columns(), create.at());
        } else if (definition instanceof Definition.AlterIndex alter) {
            table(alter.table());
        } else if (definition instanceof Definition.DropIndex drop) {
            table(drop.table());
            if (drop.missing() == Definition.Missing.ERROR) {
                throw Scope.error(
                        3701,
                        drop.at(),
                        "Cannot drop the index '" + drop.table().text() + '.' + drop.name()
                                + "', because it does not exist or you do not have permission.");
            }
        } else {
            throw Scope.error(40000, definition.at(), "The local SQL pool does not support this statement.");
        }
    }

    private void create(Definition.CreateStatistics create) throws SqlError, CancelledException {
        CatalogObject object = table(create.table());
        requireColumns(object, create.columns(), create.at());
        int id = scope.database().newId();
        scope.database().change(scope.link(), (current, writer) -> {
            for (Statistics one : current.statistics(object.id())) {
                if (Names.same(one.name(), create.name())) {
                    throw Scope.error(
                            1927,
                            create.at(),
                            "There are already statistics on table '" + object.name() + "' named '" + create.name()
                                    + "'.");
                }
            }
            writer.addStatistics(new Statistics(id, object.id(), create.name(), create.columns()));
        });
    }

    private void update(Definition.UpdateStatistics update) throws SqlError, CancelledException {
        CatalogObject object = table(update.table());
        scope.database().change(scope.link(), (current, writer) -> {
            for (Statistics one : current.statistics(object.id())) {
                boolean named = update.names().isEmpty()
                        || update.names().stream().anyMatch(name -> Names.same(name, one.name()));
                if (named) {
                    writer.touchStatistics(one);
                }
            }
        });
    }

    private void drop(Definition.DropStatistics drop) throws SqlError, CancelledException {
        CatalogObject object = table(drop.table());
        scope.database().change(scope.link(), (current, writer) -> {
            Statistics found = current.statistics(object.id()).stream()
                    .filter(one -> Names.same(one.name(), drop.name()))
                    .findFirst()
                    .orElseThrow(() -> Scope.error(
                            3701,
                            drop.at(),
                            "Cannot drop the statistics '" + drop.table().text() + '.' + drop.name()
                                    + "', because it does not exist or you do not have permission."));
            writer.removeStatistics(found);
        });
    }

    private CatalogObject table(ObjectName name) throws SqlError {
        CatalogObject object = scope.object(name).orElseThrow(() -> notFound(name));
        if (object instanceof Table table && table.temporary()) {
            return object;
        }
        if (!scope.authority().on(object, "ALTER")) {
            throw notFound(name);
        }
        return object;
    }

    private static SqlError notFound(ObjectName name) {
        return Scope.error(
                1088,
                name.at(),
                "Cannot find the object \"" + name.text()
                        + "\" because it does not exist or you do not have permissions.");
    }

    private static void requireColumns(CatalogObject object, List<String> names, Position at) throws SqlError {
        for (String name : names) {
            if (object.column(name).isEmpty()) {
                throw Scope.error(
                        1911,
                        at,
                        "Column name '" + name + "' does not exist in the target table or view '" + object.name()
                                + "'.");
            }
        }
    }
}
