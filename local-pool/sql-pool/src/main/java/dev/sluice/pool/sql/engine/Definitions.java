package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.system.RequestLog;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;

/** Runs the statements that define objects: tells them apart. */
final class Definitions {

    private final Scope scope;
    private final RequestLog.Request request;

    Definitions(Scope scope, RequestLog.Request request) {
        this.scope = scope;
        this.request = request;
    }

    /** Runs one; returns how many rows it wrote, -1 if it is not of that sort. */
    long run(Definition definition) throws SqlError, CancelledException {
        if (definition instanceof Definition.CreateTableAs create) {
            return new TableMaking(scope).create(create);
        }
        if (definition instanceof Definition.CreateExternalTableAs create) {
            return new Exports(scope, request).run(create);
        }
        if (definition instanceof Definition.CreateTable create) {
            new TableMaking(scope).create(create);
        } else if (definition instanceof Definition.AlterTable alter) {
            new TableChanges(scope).alter(alter);
        } else if (definition instanceof Definition.TruncateTable truncate) {
            new TableChanges(scope).truncate(truncate);
        } else if (definition instanceof Definition.RenameObject rename) {
            new TableChanges(scope).rename(rename);
        } else if (definition instanceof Definition.RenameColumn rename) {
            new TableChanges(scope).rename(rename);
        } else if (definition instanceof Definition.CreateSchema create) {
            new Schemas(scope).create(create);
        } else if (definition instanceof Definition.CreateView create) {
            new Views(scope).create(create);
        } else if (definition instanceof Definition.Drop drop) {
            new Drops(scope).run(drop);
        } else if (definition instanceof Definition.CreateDatabase create) {
            new Schemas(scope).create(create);
        } else if (!new Externals(scope).run(definition)) {
            new Listings(scope).run(definition);
        }
        return -1;
    }
}
