package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.polybase.Export;
import dev.sluice.pool.sql.engine.polybase.Lake;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.system.RequestLog;
import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** CREATE EXTERNAL TABLE AS SELECT. */
final class Exports {

    private final Scope scope;
    private final RequestLog.Request request;

    Exports(Scope scope, RequestLog.Request request) {
        this.scope = scope;
        this.request = request;
    }

    /** Writes the files, then makes the table; returns how many rows were written. */
    long run(Definition.CreateExternalTableAs create) throws SqlError, CancelledException {
        Externals externals = new Externals(scope);
        externals.requireMayCreate(create.name(), create.at());
        if (!scope.authority().has("ADMINISTER DATABASE BULK OPERATIONS")
                && !scope.authority().has("ADMINISTER BULK OPERATIONS")) {
            throw Scope.error(
                    4834,
                    create.at(),
                    "You do not have permission to use the bulk load statement. It takes ADMINISTER DATABASE BULK"
                            + " OPERATIONS on database '" + scope.database().name() + "'.");
        }
        Externals.Place place = Externals.place(scope, create.options(), create.at());
        Lake lake = scope.server().lake();
        Path folder = lake.resolve(place.source(), place.location());
        Export export = new Export(lake);
        export.requireFree(folder, place.location());
        Translated query = scope.translator().query(create.query());
        List<Column> columns =
                new Columns(scope).of(query, List.of(), create.name().name(), create.at());
        Export.Written written = export.write(
                scope.link(),
                query,
                folder,
                request.id(),
                scope.server().requests().now(),
                place.format().compression());
        request.moved(written.rows(), written.bytes());
        boolean done = false;
        try {
            externals.add(create.name(), place, columns);
            done = true;
        } finally {
            if (!done) {
                undo(written);
            }
        }
        return written.rows();
    }

    private static void undo(Export.Written written) {
        try {
            written.undo();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot remove the files of a failed export", e);
        }
    }
}
