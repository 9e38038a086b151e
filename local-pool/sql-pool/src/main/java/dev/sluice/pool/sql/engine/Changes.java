package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.system.RequestLog;
import dev.sluice.pool.sql.query.Translator;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.TableSource;
import java.util.List;
import java.util.Optional;

/** Runs the statements that change rows. */
final class Changes {

    private final Scope scope;
    private final RequestLog.Request request;

    Changes(Scope scope, RequestLog.Request request) {
        this.scope = scope;
        this.request = request;
    }

    /** Runs one; returns how many rows it changed. */
    long run(Change change) throws SqlError, CancelledException {
        if (change instanceof Change.Insert insert) {
            return insert(insert);
        }
        if (change instanceof Change.Update update) {
            scope.table(target(update.target(), update.from()), "UPDATE");
            if (update.where() != null || update.assignments().stream().anyMatch(Changes::reads)) {
                scope.table(target(update.target(), update.from()), "SELECT");
            }
            return scope.link().update(translator(update.target()).update(update));
        }
        if (change instanceof Change.Delete delete) {
            scope.table(target(delete.target(), delete.from()), "DELETE");
            if (delete.where() != null) {
                scope.table(target(delete.target(), delete.from()), "SELECT");
            }
            return scope.link().update(translator(delete.target()).delete(delete));
        }
        if (change instanceof Change.Merge merge) {
            return merge(merge);
        }
        if (change instanceof Change.CopyInto copy) {
            return new Copies(scope, request).run(copy);
        }
        throw Scope.error(
                40000,
                change.at(),
                "INSERT BULK is not supported by the local SQL pool. Load the rows by PolyBase, COPY INTO or INSERT.");
    }

    /** Whether rows are read to compute a value: what is changed by it tells what stood there. */
    private static boolean reads(Change.Assignment assignment) {
        Expression value = assignment.value();
        return value != null && Translator.readsColumns(value);
    }

    private Translator translator(ObjectName target) {
        return scope.translator(new Namespace(scope, target));
    }

    private long insert(Change.Insert insert) throws SqlError, CancelledException {
        Table table = scope.table(insert.table(), "INSERT");
        requireNoIdentity(table, insert);
        if (insert.source() instanceof Change.FromProcedure) {
            throw Scope.error(104334, insert.at(), "INSERT ... EXEC is not supported.");
        }
        return scope.link().update(translator(insert.table()).insert(named(insert, table)));
    }

    /** Names the columns that an INSERT means which names none: all but the identity. */
    private static Change.Insert named(Change.Insert insert, Table table) {
        boolean hasIdentity = table.columns().stream().anyMatch(column -> column.identity() != null);
        if (!insert.columns().isEmpty() || !hasIdentity || insert.source() instanceof Change.Defaults) {
            return insert;
        }
        List<String> columns = table.columns().stream()
                .filter(column -> column.identity() == null)
                .map(Column::name)
                .toList();
        return new Change.Insert(insert.table(), columns, insert.source(), insert.label(), insert.at());
    }

    private void requireNoIdentity(Table table, Change.Insert insert) throws SqlError {
        Optional<String> allowed = scope.state().identityInsert();
        boolean open = allowed.isPresent() && Names.same(lastPart(allowed.get()), table.name());
        for (String name : insert.columns()) {
            if (!open
                    && table.column(name)
                            .filter(column -> column.identity() != null)
                            .isPresent()) {
                throw Scope.error(
                        544,
                        insert.at(),
                        "Cannot insert explicit value for identity column in table '" + table.name()
                                + "' when IDENTITY_INSERT is set to OFF.");
            }
        }
    }

    private static String lastPart(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.replace("[", "").replace("]", "");
    }

    private long merge(Change.Merge merge) throws SqlError, CancelledException {
        for (Change.MergeArm arm : merge.arms()) {
            String permission = arm.action() instanceof Change.MergeInsert
                    ? "INSERT"
                    : arm.action() instanceof Change.MergeDelete ? "DELETE" : "UPDATE";
            scope.table(merge.target(), permission);
        }
        // The condition of ON reads it.
        scope.table(merge.target(), "SELECT");
        return scope.link().update(translator(merge.target()).merge(merge));
    }

    /** Finds the table that an UPDATE or DELETE means by an alias of its FROM clause. */
    private static ObjectName target(ObjectName written, List<TableSource> from) {
        if (written.schema() == null) {
            for (TableSource source : from) {
                Optional<ObjectName> found = aliased(written.name(), source);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return written;
    }

    private static Optional<ObjectName> aliased(String alias, TableSource source) {
        if (source instanceof TableSource.Named named) {
            String known = named.alias() == null ? named.name().name() : named.alias();
            return Names.same(known, alias) ? Optional.of(named.name()) : Optional.empty();
        }
        if (source instanceof TableSource.Join join) {
            return aliased(alias, join.left()).or(() -> aliased(alias, join.right()));
        }
        return Optional.empty();
    }
}
