package dev.sluice.pool.sql.engine;

import static java.util.stream.Collectors.joining;

import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.CatalogWriter;
import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.catalog.Statistics;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.query.DuckTypes;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes tables: ALTER TABLE, TRUNCATE TABLE, RENAME. */
final class TableChanges {

    private final Scope scope;

    TableChanges(Scope scope) {
        this.scope = scope;
    }

    void alter(Definition.AlterTable alter) throws SqlError, CancelledException {
        Table table = table(alter.name());
        Definition.Alteration alteration = alter.alteration();
        if (alteration instanceof Definition.Switch change) {
            Table target = table(change.target());
            scope.requirePermission(table, "SELECT", alter.at());
            scope.database()
                    .change(
                            scope.link(),
                            (current, writer) -> new Switching(scope, alter.at())
                                    .run(present(current, table), present(current, target), change, writer));
            return;
        }
        List<Column> added = new ArrayList<>();
        if (alteration instanceof Definition.AddColumns add) {
            int id = table.columns().stream().mapToInt(Column::id).max().orElse(0);
            for (Definition.ColumnDefinition definition : add.columns()) {
                id++;
                added.add(new Columns(scope).defined(id, definition));
            }
        }
        scope.database().change(scope.link(), (current, writer) -> {
            Table present = present(current, table);
            if (alteration instanceof Definition.AlterColumn change) {
                requireFree(current, present, change.column().name(), alter.at());
            }
            apply(present, alteration, added, writer, alter.at());
        });
    }

    /** Requires that nothing rests on a column whose type changes: distribution, partitions, statistics of a user. */
    private static void requireFree(Catalog current, Table table, String name, Position at) throws SqlError {
        Column column = requireColumn(table, name, at);
        if (table.distribution().columns().contains(column.name())) {
            throw Scope.error(
                    5074,
                    at,
                    "ALTER TABLE ALTER COLUMN " + column.name() + " failed because the table is distributed by it.");
        }
        if (table.partition() != null && table.partition().column().equals(column.name())) {
            throw Scope.error(
                    5074,
                    at,
                    "ALTER TABLE ALTER COLUMN " + column.name() + " failed because the table is partitioned by it.");
        }
        for (Statistics statistics : current.statistics(table.id())) {
            if (statistics.columns().stream().anyMatch(one -> Names.same(one, column.name()))) {
                throw Scope.error(
                        5074,
                        at,
                        "The statistics '" + statistics.name() + "' is dependent on column '" + column.name() + "'.");
            }
        }
    }

    private void apply(
            Table table, Definition.Alteration alteration, List<Column> added, CatalogWriter writer, Position at)
            throws SqlError, CancelledException {
        if (alteration instanceof Definition.AddColumns) {
            Table grown = table;
            for (Column column : added) {
                grown = add(grown, column, writer, at);
            }
        } else if (alteration instanceof Definition.DropColumns drop) {
            Table shrunk = table;
            for (String name : drop.columns()) {
                shrunk = drop(shrunk, name, drop.missing(), writer, at);
            }
        } else if (alteration instanceof Definition.AlterColumn change) {
            alterColumn(table, change.column(), writer);
        } else if (alteration instanceof Definition.ChangeRange change) {
            changeRange(table, change, writer, at);
        } else if (alteration instanceof Definition.AddDefault add) {
            addDefault(table, add, writer, at);
        } else if (alteration instanceof Definition.AddKey key) {
            for (String name : key.columns()) {
                requireColumn(table, name, at);
            }
        } else if (alteration instanceof Definition.DropConstraint drop && drop.missing() == Definition.Missing.ERROR) {
            throw Scope.error(3728, at, "'" + drop.name() + "' is not a constraint.");
        }
    }

    private Table add(Table table, Column column, CatalogWriter writer, Position at)
            throws SqlError, CancelledException {
        Columns.requireName(column.name(), at);
        if (table.column(column.name()).isPresent()) {
            throw Scope.error(
                    2705,
                    at,
                    "Column names in each table must be unique. Column name '" + column.name() + "' in table '"
                            + table.name() + "' is specified more than once.");
        }
        if (!column.nullable() && column.defaultSql() == null && !empty(table)) {
            throw Scope.error(
                    4901,
                    at,
                    "ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition"
                            + " specified, or the table must be empty. Column '" + column.name()
                            + "' cannot be added to non-empty table '" + table.name()
                            + "' because it does not satisfy these conditions.");
        }
        List<Column> all = new ArrayList<>(table.columns());
        all.add(column);
        TableMaking.requireIndexable(table.with(all), at);
        Map<Integer, String> values = values(table);
        values.put(column.id(), column.defaultSql() == null ? "NULL" : column.defaultSql());
        writer.addColumn(table.id(), column);
        return rebuild(table, all, values, writer);
    }

    private static Map<Integer, String> values(Table table) {
        Map<Integer, String> values = new HashMap<>();
        for (Column column : table.columns()) {
            values.put(column.id(), DuckSql.name(column.name()));
        }
        return values;
    }

    /**
     * Puts the rows into a new DuckDB table: DuckDB does not take several changes of one table in a transaction.
     *
     * @param values DuckDB's expressions for the columns, by their numbers
     */
    private Table rebuild(Table table, List<Column> columns, Map<Integer, String> values, CatalogWriter writer)
            throws SqlError, CancelledException {
        Table rebuilt = new Table(
                table.id(),
                table.schema(),
                table.name(),
                columns,
                scope.database().newId(),
                table.distribution(),
                table.index(),
                table.partition());
        new TableMaking(scope).make(rebuilt);
        String items = columns.stream()
                .map(column -> values.getOrDefault(column.id(), "NULL"))
                .collect(joining(", "));
        scope.link().update("INSERT INTO " + rebuilt.relation() + " SELECT " + items + " FROM " + table.relation());
        scope.link().update("DROP TABLE " + table.relation());
        writer.store(table.id(), rebuilt.storage());
        return rebuilt;
    }

    private boolean empty(Table table) throws SqlError, CancelledException {
        return scope.link()
                .query("SELECT 1 FROM " + table.relation() + " LIMIT 1", List.of(), row -> row.getInt(1))
                .isEmpty();
    }

    private Table drop(Table table, String name, Definition.Missing missing, CatalogWriter writer, Position at)
            throws SqlError, CancelledException {
        if (table.column(name).isEmpty() && missing == Definition.Missing.IGNORE) {
            return table;
        }
        Column column = requireColumn(table, name, at);
        boolean used = table.distribution().columns().contains(column.name())
                || table.index().columns().contains(column.name())
                || (table.partition() != null && table.partition().column().equals(column.name()));
        if (used || table.columns().size() == 1) {
            throw Scope.error(
                    used ? 5074 : 4923,
                    at,
                    used
                            ? "ALTER TABLE DROP COLUMN " + column.name() + " failed because the distribution, an index"
                                    + " or the partitions of the table depend on it."
                            : "ALTER TABLE DROP COLUMN failed because '" + column.name()
                                    + "' is the only data column in table '" + table.name()
                                    + "'. A table must have at least one data column.");
        }
        writer.removeColumn(table.id(), column.id());
        return rebuild(table, without(table, column), values(table), writer);
    }

    private void alterColumn(Table table, Definition.ColumnDefinition definition, CatalogWriter writer)
            throws SqlError, CancelledException {
        Column old = requireColumn(table, definition.name(), definition.at());
        Column changed = new Columns(scope).defined(old.id(), definition);
        Column kept =
                new Column(old.id(), old.name(), changed.type(), changed.nullable(), old.defaultSql(), old.identity());
        List<Column> columns = table.columns().stream()
                .map(column -> column.id() == kept.id() ? kept : column)
                .toList();
        TableMaking.requireIndexable(table.with(columns), definition.at());
        requireNoNulls(table, kept, definition.at());
        Map<Integer, String> values = values(table);
        values.put(old.id(), "CAST(" + DuckSql.name(old.name()) + " AS " + DuckTypes.sql(kept.type()) + ")");
        writer.changeColumn(table.id(), kept);
        requireLengths(rebuild(table, columns, values, writer), kept, definition.at());
    }

    private static List<Column> without(Table table, Column column) {
        return table.columns().stream().filter(one -> one.id() != column.id()).toList();
    }

    private void requireNoNulls(Table table, Column column, Position at) throws SqlError, CancelledException {
        boolean some = !column.nullable()
                && !scope.link()
                        .query(
                                "SELECT 1 FROM " + table.relation() + " WHERE " + DuckSql.name(column.name())
                                        + " IS NULL LIMIT 1",
                                List.of(),
                                row -> row.getInt(1))
                        .isEmpty();
        if (some) {
            throw Scope.error(
                    515,
                    at,
                    "Cannot insert the value NULL into column '" + column.name() + "', table '"
                            + scope.database().name() + '.' + table.qualifiedName()
                            + "'; column does not allow nulls. UPDATE fails.");
        }
    }

    private void requireLengths(Table table, Column column, Position at) throws SqlError, CancelledException {
        if (column.type().length() <= 0) {
            return;
        }
        String length = switch (column.type().kind()) {
            case BINARY, VARBINARY -> "octet_length";
            default -> "length";
        };
        boolean tooLong = !scope.link()
                .query(
                        "SELECT 1 FROM " + table.relation() + " WHERE " + length + "(" + DuckSql.name(column.name())
                                + ") > " + column.type().length() + " LIMIT 1",
                        List.of(),
                        row -> row.getInt(1))
                .isEmpty();
        if (tooLong) {
            throw Scope.error(8152, at, "String or binary data would be truncated.");
        }
    }

    private void changeRange(Table table, Definition.ChangeRange change, CatalogWriter writer, Position at)
            throws SqlError, CancelledException {
        var partition = table.partition();
        if (partition == null) {
            throw Scope.error(7726, at, "Table '" + table.qualifiedName() + "' is not partitioned.");
        }
        Column column = requireColumn(table, partition.column(), at);
        String boundary = new TableMaking(scope).boundary(column, change.boundary());
        List<String> boundaries = new ArrayList<>(partition.boundaries());
        boolean present = boundaries.remove(boundary);
        if (change.change() == Definition.RangeChange.SPLIT) {
            if (present) {
                throw Scope.error(7721, at, "The boundary value " + boundary + " already exists.");
            }
            boundaries.add(new Partitions(scope.link(), column).position(boundaries, boundary), boundary);
        } else if (!present) {
            throw Scope.error(7715, at, "The specified partition range value could not be found.");
        }
        writer.boundaries(table.id(), boundaries);
    }

    private void addDefault(Table table, Definition.AddDefault add, CatalogWriter writer, Position at)
            throws SqlError, CancelledException {
        Column column = requireColumn(table, add.column(), at);
        String sql = new Columns(scope).constant(add.value(), column.type());
        run(table, "ALTER COLUMN " + DuckSql.name(column.name()) + " SET DEFAULT " + sql);
        writer.changeColumn(
                table.id(),
                new Column(column.id(), column.name(), column.type(), column.nullable(), sql, column.identity()));
    }

    void truncate(Definition.TruncateTable truncate) throws SqlError, CancelledException {
        Table table = table(truncate.name());
        if (truncate.partitions().isEmpty()) {
            scope.link().update("DELETE FROM " + table.relation());
            return;
        }
        for (int number : truncate.partitions()) {
            scope.link()
                    .update("DELETE FROM " + table.relation() + " WHERE "
                            + Partitions.condition(table, number, truncate.at()));
        }
    }

    void rename(Definition.RenameObject rename) throws SqlError, CancelledException {
        Columns.requireName(rename.to(), rename.at());
        scope.requireHere(rename.name());
        scope.database().change(scope.link(), (current, writer) -> {
            CatalogObject object = current.object(
                            Scope.schema(rename.name()), rename.name().name())
                    .orElseThrow(() -> Scope.error(
                            15225,
                            rename.at(),
                            "No item by the name of '" + rename.name().text()
                                    + "' could be found in the current database '"
                                    + scope.database().name() + "', given that @itemtype was input as '(null)'."));
            requireAlter(object, rename.name());
            if (!Names.same(object.name(), rename.to())) {
                TableMaking.requireNew(current, new ObjectName(null, object.schema(), rename.to(), rename.at()));
            }
            writer.renameObject(object.id(), rename.to());
        });
    }

    void rename(Definition.RenameColumn rename) throws SqlError, CancelledException {
        Columns.requireName(rename.to(), rename.at());
        Table table = table(rename.table());
        scope.database().change(scope.link(), (current, writer) -> {
            Table present = present(current, table);
            Column column = requireColumn(present, rename.column(), rename.at());
            if (present.column(rename.to()).isPresent()) {
                throw Scope.error(
                        2705,
                        rename.at(),
                        "Column names in each table must be unique. Column name '" + rename.to() + "' in table '"
                                + present.name() + "' is specified more than once.");
            }
            run(present, "RENAME COLUMN " + DuckSql.name(column.name()) + " TO " + DuckSql.name(rename.to()));
            writer.renameColumn(present.id(), column, rename.to());
        });
    }

    private Table table(ObjectName name) throws SqlError {
        CatalogObject found = scope.object(name).orElseThrow(() -> notFound(name));
        requireAlter(found, name);
        if (found instanceof Table table) {
            return table;
        }
        throw Scope.error(
                4902, name.at(), "Cannot alter '" + name.text() + "' because it is not a table with rows of its own.");
    }

    private void requireAlter(CatalogObject object, ObjectName name) throws SqlError {
        boolean own = object.name().startsWith("#");
        if (!own && !scope.authority().on(object, "ALTER")) {
            throw notFound(name);
        }
    }

    private static SqlError notFound(ObjectName name) {
        return Scope.error(
                1088,
                name.at(),
                "Cannot find the object \"" + name.text()
                        + "\" because it does not exist or you do not have permissions.");
    }

    private static Table present(Catalog current, Table table) throws SqlError {
        if (current.object(table.schema(), table.name()).orElse(null) instanceof Table found
                && found.id() == table.id()) {
            return found;
        }
        throw notFound(new ObjectName(null, table.schema(), table.name(), Position.START));
    }

    private static Column requireColumn(Table table, String name, Position at) throws SqlError {
        return table.column(name)
                .orElseThrow(() -> Scope.error(
                        4924,
                        at,
                        "ALTER TABLE failed because column '" + name + "' does not exist in table '" + table.name()
                                + "'."));
    }

    private void run(Table table, String change) throws SqlError, CancelledException {
        scope.link().update("ALTER TABLE " + table.relation() + ' ' + change);
    }
}
