package dev.sluice.connector.staging;

import static java.util.Objects.requireNonNull;

import dev.sluice.connector.sql.PoolObject;
import dev.sluice.transfer.TransferId;
import java.util.List;

/**
 * What a transfer writes into a folder that it publishes: whose it is, and what belongs to it. Only a folder that carries it is
 * ever deleted.
 *
 * @param version version of this form, {@link #VERSION}
 * @param id the transfer
 * @param server server and database, as messages name them
 * @param table the table, as T-SQL
 * @param folder where the folder lies, as a URI: a mark that was copied elsewhere proves nothing there
 * @param objects objects of the SQL pool that the transfer made for the table, in the order to drop them in
 * @param files names of the files beside the mark
 */
public record FolderMark(
        int version,
        TransferId id,
        String server,
        String table,
        String folder,
        List<PoolObject> objects,
        List<String> files) {

    /** Version of what is written. */
    public static final int VERSION = 1;

    public FolderMark {
        requireNonNull(id, "id");
        requireNonNull(server, "server");
        requireNonNull(table, "table");
        LakeFolder.require(folder);
        objects = List.copyOf(objects);
        files = List.copyOf(files);
    }

    /** Returns whether an object of the SQL pool is one that the transfer made. */
    public boolean proves(PoolObject object) {
        return objects.contains(object) && OwnName.isOf(id, object.name());
    }
}
