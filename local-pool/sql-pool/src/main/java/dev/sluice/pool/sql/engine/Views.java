package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.View;
import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.Definition.Replacing;
import java.util.List;
import java.util.Optional;

/** Makes views. A view keeps its text and the columns it had when it was made. */
final class Views {

    private final Scope scope;

    Views(Scope scope) {
        this.scope = scope;
    }

    void create(Definition.CreateView create) throws SqlError, CancelledException {
        Columns.requireName(create.name().name(), create.at());
        scope.requireHere(create.name());
        scope.requirePermission("CREATE VIEW", create.at());
        Catalog.Schema schema = TableMaking.requireSchema(scope, create.name());
        Translated query = scope.translator().query(create.query());
        List<Column> columns =
                new Columns(scope).of(query, create.columns(), create.name().name(), create.at());
        int id = scope.database().newId();
        scope.database().change(scope.link(), (current, writer) -> {
            Optional<CatalogObject> present =
                    current.object(schema.name(), create.name().name());
            if (present.isPresent() && create.replacing() == Replacing.NEVER) {
                TableMaking.requireNew(current, create.name());
            }
            if (present.isEmpty() && create.replacing() == Replacing.ALWAYS) {
                throw Scope.error(
                        208,
                        create.at(),
                        "Invalid object name '" + create.name().text() + "'.");
            }
            if (present.isEmpty()) {
                writer.addObject(
                        schema.id(), new View(id, schema.name(), create.name().name(), columns, create.text()));
            } else if (present.get() instanceof View old) {
                writer.redefine(new View(old.id(), old.schema(), old.name(), columns, create.text()));
            } else {
                throw Scope.error(
                        2010,
                        create.at(),
                        "Cannot perform alter on '" + create.name().text()
                                + "' because it is an incompatible object type.");
            }
        });
    }
}
