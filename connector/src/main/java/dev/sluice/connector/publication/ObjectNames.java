package dev.sluice.connector.publication;

import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.staging.OwnName;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of what a transfer makes in the SQL pool. All of them carry the transfer's id, so that two transfers never meet and a
 * left-over is known for what it is.
 */
public record ObjectNames(
        TransferId id, String schema, @Nullable String givenDataSource) {

    public TableName external() {
        return table("ext");
    }

    /** The table that rows are loaded into before they are published. */
    public TableName shadow() {
        return table("new");
    }

    /** What a table is called between the two renames that replace it. */
    public TableName former() {
        return table("old");
    }

    /** What the shadow or the mark is called once it is settled that nothing is published with it any more. */
    public TableName settled() {
        return table("void");
    }

    /** The table whose one row says that a transaction of the transfer was committed. */
    public TableName mark() {
        return table("mark");
    }

    /** Returns all tables that the transfer may make or rename. */
    public List<TableName> tables() {
        return List.of(external(), shadow(), former(), settled(), mark());
    }

    public String dataSource() {
        return givenDataSource == null ? OwnName.of("source", id) : givenDataSource;
    }

    public String fileFormat() {
        return OwnName.of("format", id);
    }

    public ExternalTable externalAt(String location) {
        return new ExternalTable(external(), location, dataSource(), fileFormat());
    }

    private TableName table(String role) {
        return new TableName(null, schema, OwnName.of(role, id));
    }
}
