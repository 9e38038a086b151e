package dev.sluice.connector.sql;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.transfer.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Something that a transfer makes in a SQL pool.
 *
 * @param schema schema of a table, null for what belongs to the database as a whole
 * @param name bare name, without delimiters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolObject(Kind kind, @Nullable String schema, String name) {

    /** Kinds of objects. The names stand in ledgers and do not change. */
    public enum Kind {
        /** Table with rows of its own. */
        TABLE,
        /** Table over files. Dropping it leaves them. */
        EXTERNAL_TABLE,
        /** Where files are. */
        DATA_SOURCE,
        /** How files are to be read. */
        FILE_FORMAT;

        boolean isTable() {
            return this == TABLE || this == EXTERNAL_TABLE;
        }
    }

    public PoolObject {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        if (kind.isTable() == (schema == null)) {
            throw new IllegalArgumentException("Invalid object '" + name + "': a " + kind
                    + (schema == null ? " needs a schema" : " has no schema"));
        }
    }

    /** Names a table with rows of its own. */
    public static PoolObject table(TableName table) {
        return new PoolObject(Kind.TABLE, table.schema(), table.table());
    }

    /** Names a table over files. */
    public static PoolObject externalTable(TableName table) {
        return new PoolObject(Kind.EXTERNAL_TABLE, table.schema(), table.table());
    }

    /** Names an external data source. */
    public static PoolObject dataSource(String name) {
        return new PoolObject(Kind.DATA_SOURCE, null, name);
    }

    /** Names an external file format. */
    public static PoolObject fileFormat(String name) {
        return new PoolObject(Kind.FILE_FORMAT, null, name);
    }
}
