package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.CatalogWriter;
import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.catalog.TypeNames;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.Position;
import java.util.List;

/**
 * ALTER TABLE ... SWITCH: the rows of one table become those of another that is made alike.
 *
 * <p>Whole tables only change who points to which rows. Partitions are copied.
 */
final class Switching {

    private static final String FAILED = "ALTER TABLE SWITCH statement failed";

    private final Scope scope;
    private final Position at;

    Switching(Scope scope, Position at) {
        this.scope = scope;
        this.at = at;
    }

    void run(Table source, Table target, Definition.Switch change, CatalogWriter writer)
            throws SqlError, CancelledException {
        if (source.id() == target.id()) {
            throw Scope.error(4947, at, FAILED + ". Table '" + source.qualifiedName() + "' cannot switch to itself.");
        }
        requireAlike(source, target);
        requirePartition(source, change.partition());
        requirePartition(target, change.targetPartition());
        requireNoIdentity(source);
        requireNoIdentity(target);
        boolean parts = change.partition() > 0 || change.targetPartition() > 0;
        String there = parts ? Partitions.condition(target, Math.max(1, change.targetPartition()), at) : "true";
        if (change.content() == Definition.SwitchTarget.MUST_BE_EMPTY && !empty(target, there)) {
            throw Scope.error(4905, at, FAILED + ". The target table '" + target.qualifiedName() + "' must be empty.");
        }
        scope.link().update("DELETE FROM " + target.relation() + " WHERE " + there);
        if (!parts) {
            writer.store(source.id(), target.storage());
            writer.store(target.id(), source.storage());
            return;
        }
        String here = Partitions.condition(source, Math.max(1, change.partition()), at);
        String columns = String.join(
                ", ",
                source.columns().stream()
                        .map(column -> DuckSql.name(column.name()))
                        .toList());
        scope.link()
                .update("INSERT INTO " + target.relation() + " (" + columns + ") SELECT " + columns + " FROM "
                        + source.relation() + " WHERE " + here);
        scope.link().update("DELETE FROM " + source.relation() + " WHERE " + here);
    }

    private void requirePartition(Table table, int number) throws SqlError {
        if (table.partition() != null && number < 1) {
            throw Scope.error(
                    4911,
                    at,
                    "Cannot specify a partitioned table without partition number in ALTER TABLE SWITCH statement. The"
                            + " table '" + table.qualifiedName() + "' is partitioned.");
        }
    }

    private void requireNoIdentity(Table table) throws SqlError {
        if (table.columns().stream().anyMatch(column -> column.identity() != null)) {
            throw Scope.error(
                    4902, at, FAILED + " because table '" + table.qualifiedName() + "' has an identity column.");
        }
    }

    private boolean empty(Table table, String condition) throws SqlError, CancelledException {
        return scope.link()
                .query(
                        "SELECT 1 FROM " + table.relation() + " WHERE " + condition + " LIMIT 1",
                        List.of(),
                        row -> row.getInt(1))
                .isEmpty();
    }

    private void requireAlike(Table source, Table target) throws SqlError {
        if (source.columns().size() != target.columns().size()) {
            throw Scope.error(
                    4943,
                    at,
                    FAILED + " because table '" + source.qualifiedName() + "' has "
                            + source.columns().size() + " columns and table '" + target.qualifiedName() + "' has "
                            + target.columns().size() + " columns.");
        }
        for (int i = 0; i < source.columns().size(); i++) {
            requireAlike(
                    source, source.columns().get(i), target, target.columns().get(i));
        }
        if (!alike(source.distribution(), target.distribution())) {
            throw Scope.error(
                    4902,
                    at,
                    FAILED + " because the distribution of table '" + source.qualifiedName()
                            + "' is not the one of table '" + target.qualifiedName() + "'.");
        }
        if (!alike(source.index(), target.index())) {
            throw Scope.error(
                    4947,
                    at,
                    FAILED + ". There is no identical index in source table '" + source.qualifiedName()
                            + "' for the index of target table '" + target.qualifiedName() + "'.");
        }
    }

    private void requireAlike(Table source, Column one, Table target, Column other) throws SqlError {
        if (!Names.same(one.name(), other.name())) {
            throw Scope.error(
                    4957,
                    at,
                    FAILED + " because column '" + one.name() + "' at ordinal "
                            + (source.columns().indexOf(one) + 1) + " in table '" + source.qualifiedName()
                            + "' has a different name than the column '" + other.name()
                            + "' at the same ordinal in table '" + target.qualifiedName() + "'.");
        }
        if (!one.type().equals(other.type())) {
            throw Scope.error(
                    4944,
                    at,
                    FAILED + " because column '" + one.name() + "' has data type " + TypeNames.declared(one.type())
                            + " in source table '" + source.qualifiedName() + "' which is different from its type "
                            + TypeNames.declared(other.type()) + " in target table '" + target.qualifiedName()
                            + "'.");
        }
        if (one.nullable() != other.nullable()) {
            throw Scope.error(
                    4985,
                    at,
                    FAILED + " because column '" + one.name() + "' does not have the same nullability attribute in"
                            + " tables '" + source.qualifiedName() + "' and '" + target.qualifiedName() + "'.");
        }
    }

    private static boolean alike(Definition.Distribution one, Definition.Distribution other) {
        return one.kind() == other.kind() && folded(one.columns()).equals(folded(other.columns()));
    }

    private static boolean alike(Definition.Index one, Definition.Index other) {
        return one.kind() == other.kind() && folded(one.columns()).equals(folded(other.columns()));
    }

    private static List<String> folded(List<String> names) {
        return names.stream().map(Names::fold).toList();
    }
}
