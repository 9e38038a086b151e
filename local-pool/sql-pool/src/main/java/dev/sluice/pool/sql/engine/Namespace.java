package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.ExternalTable;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.View;
import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.catalog.DataSource;
import dev.sluice.pool.sql.engine.polybase.ExternalRows;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.engine.system.SystemViews;
import dev.sluice.pool.sql.query.Relation;
import dev.sluice.pool.sql.query.RelationColumn;
import dev.sluice.pool.sql.query.Relations;
import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.tsql.Statement;
import dev.sluice.pool.sql.tsql.TsqlParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds what names in a statement stand for, and asks whether the user may read it.
 *
 * <p>What a view reads is not asked about: whoever may read the view may read through it.
 */
final class Namespace implements Relations {

    /** As deep as views may stand on views. */
    private static final int DEEPEST = 32;

    /** Views that one statement may read, those that its views read included: each is put in where it is named. */
    private static final int MOST_VIEWS = 256;

    private final Scope scope;
    private final @Nullable ObjectName target;
    private final int depth;
    private final AtomicInteger views;

    /**
     * Finds names for a statement.
     *
     * @param target the name of what the statement changes, for which the right to change was asked already
     */
    Namespace(Scope scope, @Nullable ObjectName target) {
        this(scope, target, 0, new AtomicInteger());
    }

    private Namespace(Scope scope, @Nullable ObjectName target, int depth, AtomicInteger views) {
        this.scope = scope;
        this.target = target;
        this.depth = depth;
        this.views = views;
    }

    @Override
    public Optional<Relation> relation(ObjectName name) throws SqlError {
        scope.requireHere(name);
        Optional<Relation> system = SystemViews.find(name.schema(), name.name(), scope.database(), scope::visibility);
        if (system.isPresent()) {
            return system;
        }
        Optional<CatalogObject> found = scope.object(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        CatalogObject object = found.get();
        if (depth == 0 && !name.equals(target)) {
            scope.requirePermission(object, "SELECT", name.at());
        }
        if (object instanceof View view) {
            return Optional.of(view(view, name.at()));
        }
        if (object instanceof ExternalTable external) {
            return Optional.of(new Relation(rows(external, name.at()), columns(object)));
        }
        return Optional.of(new Relation(((Table) object).relation(), columns(object)));
    }

    private Relation view(View view, Position at) throws SqlError {
        if (depth == DEEPEST) {
            throw Scope.error(
                    217,
                    at,
                    "Maximum stored procedure, function, trigger, or view nesting level exceeded (limit " + DEEPEST
                            + ").");
        }
        if (views.incrementAndGet() > MOST_VIEWS) {
            throw Scope.error(
                    106, at, "Too many table names in the query. The maximum allowable is " + MOST_VIEWS + '.');
        }
        Translated query = scope.translator(new Namespace(scope, null, depth + 1, views))
                .query(definition(view).query());
        if (query.columns().size() != view.columns().size()) {
            throw Scope.error(
                    4502,
                    at,
                    "View or function '" + view.qualifiedName() + "' has more or fewer column names specified than"
                            + " columns defined. Create the view again.");
        }
        List<String> names = view.columns().stream()
                .map(column -> DuckSql.name(column.name()))
                .toList();
        return new Relation(
                "(SELECT * FROM (" + query.sql() + ") AS v(" + String.join(", ", names) + "))", columns(view));
    }

    private static Definition.CreateView definition(View view) throws SqlError {
        for (Statement statement : TsqlParser.parse(view.text())) {
            if (statement instanceof Definition.CreateView create) {
                return create;
            }
        }
        throw Scope.error(208, Position.START, "Invalid object name '" + view.qualifiedName() + "'.");
    }

    private String rows(ExternalTable external, Position at) throws SqlError {
        DataSource source = scope.catalog()
                .dataSource(external.dataSource())
                .orElseThrow(() -> Scope.error(
                        46505, at, "The external data source of table '" + external.qualifiedName() + "' is missing."));
        Path folder = scope.server().lake().resolve(source, external.location());
        List<Path> files = scope.server().lake().files(folder, external.location());
        try {
            return new ExternalRows(external.columns()).query(scope.link(), files);
        } catch (CancelledException e) {
            throw Scope.error(3617, at, "The query was cancelled while it read the footers of its files.");
        }
    }

    private static List<RelationColumn> columns(CatalogObject object) {
        return object.columns().stream().map(Column::relation).toList();
    }
}
