package dev.sluice.connector.staging;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a transfer makes its rows visible, and so what tells afterwards whether it did. It is written down before the first of
 * its statements runs.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Publishing.Rename.class, name = "rename"),
    @JsonSubTypes.Type(value = Publishing.Replace.class, name = "replace"),
    @JsonSubTypes.Type(value = Publishing.Switch.class, name = "switch"),
    @JsonSubTypes.Type(value = Publishing.Insert.class, name = "insert"),
    @JsonSubTypes.Type(value = Publishing.Define.class, name = "define"),
    @JsonSubTypes.Type(value = Publishing.Move.class, name = "move")
})
public sealed interface Publishing {

    /** Returns what the target keeps of what the transfer has made, once the rows are visible. */
    default Belongings kept() {
        return Belongings.NONE;
    }

    /** Returns the tables of the transfer that are renamed or dropped, while it is found out what became of the rows. */
    default List<TableName> working() {
        return List.of();
    }

    /** Returns the folders of the transfer that are moved, while it is found out what became of the rows. */
    default List<String> movable() {
        return List.of();
    }

    /** Returns what was the target's and is nobody's once the rows are visible. */
    default Belongings former() {
        return Belongings.NONE;
    }

    /**
     * A table that was not there gets the shadow's name changed to its own.
     *
     * @param shadowId object id of the shadow, which it keeps under its new name
     */
    record Rename(TableName shadow, long shadowId, TableName target) implements Publishing {
        public Rename {
            requireNonNull(shadow, "shadow");
            requireNonNull(target, "target");
        }

        @Override
        public List<TableName> working() {
            return List.of(shadow);
        }
    }

    /**
     * Two renames: the table steps aside, and the shadow takes its name.
     *
     * @param targetId object id of the table before
     * @param aside name that the table has in between
     */
    record Replace(TableName shadow, long shadowId, TableName target, long targetId, TableName aside)
            implements Publishing {
        public Replace {
            requireNonNull(shadow, "shadow");
            requireNonNull(target, "target");
            requireNonNull(aside, "aside");
        }

        @Override
        public List<TableName> working() {
            return List.of(shadow, aside);
        }

        @Override
        public Belongings former() {
            return new Belongings(List.of(PoolObject.table(aside)), List.of());
        }
    }

    /**
     * The shadow's rows take the place of the table's, which leaves the shadow empty.
     *
     * @param rows rows of the shadow before
     */
    record Switch(TableName shadow, TableName target, long rows) implements Publishing {
        public Switch {
            requireNonNull(shadow, "shadow");
            requireNonNull(target, "target");
        }

        @Override
        public List<TableName> working() {
            return List.of(shadow);
        }
    }

    /**
     * Rows are added in a transaction, which adds one row to a table of the transfer too.
     *
     * @param mark table of the transfer: it has a row if, and only if, the transaction was committed
     */
    record Insert(TableName mark, TableName target) implements Publishing {
        public Insert {
            requireNonNull(mark, "mark");
            requireNonNull(target, "target");
        }

        @Override
        public List<TableName> working() {
            return List.of(mark);
        }
    }

    /**
     * An external table is made over the transfer's files; a former one of the name is dropped before.
     *
     * @param table the table, with the location that only this transfer uses
     * @param from folder of the staged files, as a URI
     * @param to folder that they are moved to first, as a URI
     * @param replaced the table to replace, or null if there is none
     * @param replacedColumns its columns; empty if there is none
     * @param replacedFolder folder of its files, as a URI, if its mark proves that it goes with the table; else null
     * @param replacedObjects data source and file format that go with it, by the same mark
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Define(
            ExternalTable table,
            String from,
            String to,
            @Nullable ExternalTable replaced,
            List<PoolColumn> replacedColumns,
            @Nullable String replacedFolder,
            List<PoolObject> replacedObjects)
            implements Publishing {

        public Define {
            requireWhole(table);
            LakeFolder.require(from);
            LakeFolder.require(to);
            if (replaced != null) {
                requireWhole(replaced);
            }
            if (replacedFolder != null) {
                LakeFolder.require(replacedFolder);
            }
            replacedColumns = List.copyOf(replacedColumns);
            replacedObjects = List.copyOf(replacedObjects);
        }

        private static void requireWhole(ExternalTable table) {
            requireNonNull(table.name(), "name");
            requireNonNull(table.location(), "location");
            requireNonNull(table.dataSource(), "dataSource");
            requireNonNull(table.fileFormat(), "fileFormat");
        }

        @Override
        public Belongings kept() {
            return new Belongings(
                    List.of(PoolObject.fileFormat(table.fileFormat()), PoolObject.dataSource(table.dataSource())),
                    List.of(to));
        }

        /** Objects and folders of others stay. */
        @Override
        public Belongings former() {
            return new Belongings(replacedObjects, replacedFolder == null ? List.of() : List.of(replacedFolder));
        }
    }

    /**
     * A folder of staged files is moved into the folder of an external table.
     *
     * @param from folder of the staged files, as a URI
     * @param to folder that only this transfer uses, as a URI
     */
    record Move(String from, String to) implements Publishing {
        public Move {
            LakeFolder.require(from);
            LakeFolder.require(to);
        }

        @Override
        public List<String> movable() {
            return List.of(from);
        }
    }
}
