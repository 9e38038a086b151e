package dev.sluice.pool.sql.engine.catalog;

import dev.sluice.pool.sql.tsql.Definition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of a schema, with a number that no other object of the database ever has. */
public sealed interface CatalogObject {

    /** Its number. */
    int id();

    /** The schema's name. */
    String schema();

    /** Its name in the schema. */
    String name();

    /** Its columns in order. */
    List<Column> columns();

    /** Returns {@code schema.name}. */
    default String qualifiedName() {
        return schema() + '.' + name();
    }

    /** Finds a column without regard to case. */
    default Optional<Column> column(String name) {
        return columns().stream()
                .filter(column -> Names.same(column.name(), name))
                .findFirst();
    }

    /**
     * A table with rows of its own.
     *
     * @param storage number of the DuckDB table that holds the rows; RENAME and SWITCH only change who points where
     * @param partition null if it has one partition
     */
    record Table(
            int id,
            String schema,
            String name,
            List<Column> columns,
            int storage,
            Definition.Distribution distribution,
            Definition.Index index,
            @Nullable Partitioning partition)
            implements CatalogObject {

        /** DuckDB's name of the table that holds the rows. */
        public String relation() {
            return (temporary() ? "temp.main.t" : "_data.t") + storage;
        }

        /** Whether it is of one session only. */
        public boolean temporary() {
            return name.startsWith("#");
        }

        /** The same table with other columns. */
        public Table with(List<Column> others) {
            return new Table(id, schema, name, others, storage, distribution, index, partition);
        }
    }

    /** How a table is parted: the boundaries as DuckDB literals, in order. */
    record Partitioning(String column, Definition.RangeSide side, List<String> boundaries) {}

    /** A view: the text of its CREATE VIEW, which is read again wherever it is used. */
    record View(int id, String schema, String name, List<Column> columns, String text) implements CatalogObject {}

    /** A table whose rows are files of the lake. */
    record ExternalTable(
            int id, String schema, String name, List<Column> columns, int dataSource, int fileFormat, String location)
            implements CatalogObject {}
}
