package dev.sluice.connector.staging;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.transfer.TransferId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer may have made, and how far it has come: the memory of its state machine. Each line is written before the
 * thing is done, so that whoever finds the entry later knows all there can be.
 *
 * @param version version of this form, {@link #VERSION}
 * @param id the transfer
 * @param operation {@code read} or {@code write}
 * @param application id of the Spark application
 * @param server server and database, as messages name them
 * @param table the table to write or read, as T-SQL; null for a query
 * @param step how far the transfer has come
 * @param folders folders, as URIs, that were made or are going to be
 * @param objects what was made in the SQL pool or is going to be, in the order to drop it in
 * @param publishing how the rows become visible, from {@link Step#PUBLISHING} on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerEntry(
        int version,
        String id,
        String operation,
        String application,
        String server,
        @Nullable String table,
        Step step,
        List<String> folders,
        List<PoolObject> objects,
        @Nullable Publishing publishing) {

    /** Version of what is written. Version 1 held statements instead of objects. */
    public static final int VERSION = 2;

    /** How far a transfer has come. */
    public enum Step {
        /** Files are being staged, or the pool exports them. */
        STAGING,
        /** Objects are made in the SQL pool, and rows loaded. Readers of the target see what they saw before. */
        LOADING,
        /** The rows become visible. Only from here on can the target have changed. */
        PUBLISHING,
        /** The rows are visible. What is left is to clean up. */
        PUBLISHED
    }

    public LedgerEntry {
        requireNonNull(id, "id");
        requireNonNull(step, "step");
        folders = List.copyOf(folders);
        objects = List.copyOf(objects);
        if ((step == Step.PUBLISHING) && publishing == null) {
            throw new IllegalArgumentException(
                    "Invalid ledger entry " + id + ": it does not say how rows are published");
        }
    }

    /** Makes the first entry of a transfer. */
    public static LedgerEntry opened(
            TransferId id, String operation, String application, String server, @Nullable String table, String folder) {
        return new LedgerEntry(
                VERSION,
                id.text(),
                operation,
                application,
                server,
                table,
                Step.STAGING,
                List.of(folder),
                List.of(),
                null);
    }

    /** Returns the entry of a transfer that is going to make more objects. */
    public LedgerEntry loading(List<PoolObject> more) {
        List<PoolObject> all = new ArrayList<>(objects);
        all.addAll(more);
        return new LedgerEntry(
                version, id, operation, application, server, table, Step.LOADING, folders, all, publishing);
    }

    /**
     * Returns the entry of a transfer whose rows are going to become visible.
     *
     * @param more folders that are made on the way, and are the target's only if it comes to an end
     */
    public LedgerEntry publishing(Publishing how, List<String> more) {
        List<String> all = new ArrayList<>(folders);
        all.addAll(more);
        return new LedgerEntry(version, id, operation, application, server, table, Step.PUBLISHING, all, objects, how);
    }

    /**
     * Returns the entry of a transfer whose rows are visible.
     *
     * @param leftFolders folders that are still to delete
     * @param leftObjects objects that are still to drop, in order
     */
    public LedgerEntry published(List<String> leftFolders, List<PoolObject> leftObjects) {
        return new LedgerEntry(
                version,
                id,
                operation,
                application,
                server,
                table,
                Step.PUBLISHED,
                leftFolders,
                leftObjects,
                publishing);
    }
}
