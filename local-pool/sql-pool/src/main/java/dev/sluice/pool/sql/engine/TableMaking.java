package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Catalog;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Partitioning;
import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.engine.store.Link;
import dev.sluice.pool.sql.query.DuckTypes;
import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.query.TypedValue;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Definition;
import dev.sluice.pool.sql.tsql.Definition.DistributionKind;
import dev.sluice.pool.sql.tsql.Definition.IndexKind;
import dev.sluice.pool.sql.tsql.Expression;
import dev.sluice.pool.sql.tsql.ObjectName;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes tables, empty or with the rows of a query. */
final class TableMaking {

    private final Scope scope;

    TableMaking(Scope scope) {
        this.scope = scope;
    }

    void create(Definition.CreateTable create) throws SqlError, CancelledException {
        requireMayCreate(create.name());
        List<Column> columns =
                new Columns(scope).defined(create.columns(), create.name().name(), create.at());
        Table table = table(create.name(), columns, create.options());
        add(create.name(), table, () -> make(table));
    }

    /** Makes a table of a query's rows; returns how many. */
    long create(Definition.CreateTableAs create) throws SqlError, CancelledException {
        requireMayCreate(create.name());
        Translated query = scope.translator().query(create.query());
        List<Column> columns =
                new Columns(scope).of(query, create.columns(), create.name().name(), create.at());
        Table table = table(create.name(), columns, create.options());
        long[] rows = new long[1];
        add(create.name(), table, () -> {
            make(table);
            rows[0] = scope.link().update("INSERT INTO " + table.relation() + ' ' + query.sql());
        });
        return rows[0];
    }

    private void add(ObjectName name, Table table, Link.Work work) throws SqlError, CancelledException {
        if (table.temporary()) {
            scope.link().atomically(work);
            scope.state().keep(table);
            return;
        }
        scope.database().change(scope.link(), work, (current, writer) -> {
            Catalog.Schema schema = schema(current, name);
            requireNew(current, name);
            writer.addObject(schema.id(), table);
        });
    }

    /** Makes the DuckDB table that holds the rows. */
    void make(Table table) throws SqlError, CancelledException {
        List<String> parts = new ArrayList<>();
        for (Column column : table.columns()) {
            Column.Identity identity = column.identity();
            String generated = column.defaultSql();
            if (identity != null) {
                scope.link()
                        .update("CREATE SEQUENCE IF NOT EXISTS " + sequence(table) + " START " + identity.seed()
                                + " INCREMENT " + identity.increment() + " MINVALUE " + Long.MIN_VALUE);
                generated = "nextval('" + sequence(table) + "')";
            }
            parts.add(DuckSql.name(column.name())
                    + ' '
                    + DuckTypes.sql(column.type())
                    + (generated == null ? "" : " DEFAULT " + generated)
                    + (column.nullable() ? "" : " NOT NULL"));
        }
        scope.link()
                .update("CREATE " + (table.temporary() ? "TEMP " : "") + "TABLE " + table.relation() + " ("
                        + String.join(", ", parts) + ")");
    }

    /** The sequence of a table's identity. */
    static String sequence(Table table) {
        return (table.temporary() ? "temp.main.i" : "_data.i") + table.id();
    }

    private void requireMayCreate(ObjectName name) throws SqlError {
        Columns.requireName(name.name(), name.at());
        if (name.temporary()) {
            if (scope.state().temporary(name.name()).isPresent()) {
                throw exists(name);
            }
            return;
        }
        scope.requireHere(name);
        scope.requirePermission("CREATE TABLE", name.at());
        requireSchema(scope, name);
        requireNew(scope.catalog(), name);
    }

    /** Requires that the schema of a new object is there and the user may alter it. */
    static Catalog.Schema requireSchema(Scope scope, ObjectName name) throws SqlError {
        Catalog.Schema schema = schema(scope.catalog(), name);
        if (!scope.authority().in(schema, "ALTER")) {
            throw noSchema(name);
        }
        return schema;
    }

    static Catalog.Schema schema(Catalog catalog, ObjectName name) throws SqlError {
        return catalog.schema(Scope.schema(name)).orElseThrow(() -> noSchema(name));
    }

    private static SqlError noSchema(ObjectName name) {
        return Scope.error(
                2760,
                name.at(),
                "The specified schema name \"" + Scope.schema(name)
                        + "\" either does not exist or you do not have permission to use it.");
    }

    static void requireNew(Catalog catalog, ObjectName name) throws SqlError {
        if (catalog.object(Scope.schema(name), name.name()).isPresent()) {
            throw exists(name);
        }
    }

    private static SqlError exists(ObjectName name) {
        return Scope.error(2714, name.at(), "There is already an object named '" + name.name() + "' in the database.");
    }

    private Table table(ObjectName name, List<Column> columns, Definition.TableOptions options)
            throws SqlError, CancelledException {
        int id = scope.database().newId();
        String schema = name.temporary()
                ? Scope.DEFAULT_SCHEMA
                : schema(scope.catalog(), name).name();
        Definition.Distribution distribution = options.distribution() == null
                ? new Definition.Distribution(DistributionKind.ROUND_ROBIN, List.of())
                : options.distribution();
        Definition.Index index =
                options.index() == null ? new Definition.Index(IndexKind.COLUMNSTORE, List.of()) : options.index();
        Table table = new Table(id, schema, name.name(), columns, id, distribution, index, null);
        requireColumns(table, distribution.columns(), name.at());
        requireColumns(table, index.columns(), name.at());
        requireIndexable(table, name.at());
        return new Table(
                id,
                schema,
                name.name(),
                columns,
                id,
                new Definition.Distribution(distribution.kind(), written(table, distribution.columns())),
                new Definition.Index(index.kind(), written(table, index.columns())),
                partitioning(table, options.partition(), name.at()));
    }

    private static List<String> written(Table table, List<String> names) {
        return names.stream()
                .map(name -> table.column(name).map(Column::name).orElse(name))
                .toList();
    }

    private static void requireColumns(Table table, List<String> names, Position at) throws SqlError {
        for (String name : names) {
            if (table.column(name).isEmpty()) {
                throw Scope.error(
                        1911,
                        at,
                        "Column name '" + name + "' does not exist in the target table or view '" + table.name()
                                + "'.");
            }
        }
    }

    /** Requires that a columnstore can hold the columns: it takes none of MAX length. */
    static void requireIndexable(Table table, Position at) throws SqlError {
        if (table.index().kind() != IndexKind.COLUMNSTORE) {
            return;
        }
        for (Column column : table.columns()) {
            if (column.type().length() == SqlType.MAX) {
                throw Scope.error(
                        35343,
                        at,
                        "The statement failed. Column '" + column.name()
                                + "' has a data type that cannot participate in a columnstore index. Create the table"
                                + " WITH (HEAP), or give the column a length.");
            }
        }
    }

    private @Nullable Partitioning partitioning(Table table, Definition.@Nullable Partition partition, Position at)
            throws SqlError, CancelledException {
        if (partition == null) {
            return null;
        }
        requireColumns(table, List.of(partition.column()), at);
        Column column = table.column(partition.column()).orElseThrow();
        List<String> boundaries = new ArrayList<>();
        for (Expression boundary : partition.boundaries()) {
            boundaries.add(boundary(column, boundary));
        }
        return new Partitioning(column.name(), partition.side(), boundaries);
    }

    /** Returns the text of a boundary's value. */
    String boundary(Column column, Expression boundary) throws SqlError, CancelledException {
        TypedValue value = new Queries(scope, Silence.SINK).value(boundary, column.type());
        return String.valueOf(value.value());
    }
}
