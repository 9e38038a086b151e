package dev.sluice.connector.staging;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.TransferState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer may have made, and how far it has come: the memory of its state machine. Each line is written before the
 * thing is done, so that whoever finds the entry later knows all there can be.
 *
 * @param version version of this form, {@link #VERSION}
 * @param id the transfer
 * @param operation {@link #READ} or {@link #WRITE}
 * @param application id of the Spark application
 * @param server server and database, as messages name them
 * @param table the table to write or read, as T-SQL; null for a query
 * @param started moment the transfer began, ISO 8601 in UTC
 * @param request what was asked for, without how to log in and without the user's own statements
 * @param step how far the transfer has come
 * @param folders folders, as URIs, that were made or are going to be
 * @param objects what was made in the SQL pool or is going to be, in the order to drop it in
 * @param publishing how the rows become visible, from {@link Step#PUBLISHING} on
 * @param rows number of rows that become visible, from {@link Step#PUBLISHING} on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerEntry(
        int version,
        TransferId id,
        String operation,
        String application,
        String server,
        @Nullable String table,
        String started,
        TransferRequest request,
        Step step,
        List<String> folders,
        List<PoolObject> objects,
        @Nullable Publishing publishing,
        @Nullable Long rows) {

    /** Version of what is written. Version 1 held statements instead of objects, version 2 no request, version 3
     * not the objects of a replaced table. */
    public static final int VERSION = 4;

    /** Operation of a transfer that brings rows to Spark. */
    public static final String READ = "read";

    /** Operation of a transfer that brings rows to the SQL pool. */
    public static final String WRITE = "write";

    /** How far a transfer has come. */
    public enum Step {
        /** Files are being staged, or the pool exports them. */
        STAGING,
        /** Objects are made in the SQL pool, and rows loaded. Readers of the target see what they saw before. */
        LOADING,
        /** The rows become visible. Only from here on can the target have changed. */
        PUBLISHING,
        /** The rows are visible. What is left is to clean up. */
        PUBLISHED,
        /** It is settled that the rows do not become visible any more. What is left is to clean up. */
        NOT_PUBLISHED
    }

    public LedgerEntry {
        requireNonNull(id, "id");
        requireNonNull(operation, "operation");
        requireNonNull(application, "application");
        requireNonNull(server, "server");
        requireNonNull(request, "request");
        requireNonNull(step, "step");
        // What whoever looks at the entry would stumble over is no entry: one must not keep the others from being
        // looked at.
        Instant unused = Instant.parse(started);
        folders = List.copyOf(folders);
        folders.forEach(LakeFolder::require);
        objects = List.copyOf(objects);
        if ((step == Step.PUBLISHING) && publishing == null) {
            throw new IllegalArgumentException(
                    "Invalid ledger entry " + id + ": it does not say how rows are published");
        }
    }

    /** Makes the first entry of a transfer. */
    public static LedgerEntry opened(
            TransferRequest.OfRows request, String application, String server, String started, String folder) {
        TableName table = request.table();
        return new LedgerEntry(
                VERSION,
                request.id(),
                request instanceof TransferRequest.Read ? READ : WRITE,
                application,
                server,
                table == null ? null : table.toSqlInDatabase(),
                started,
                request.forRecord(),
                Step.STAGING,
                List.of(folder),
                List.of(),
                null,
                null);
    }

    /** Returns the entry of a transfer that is going to make more objects. */
    public LedgerEntry loading(List<PoolObject> more) {
        List<PoolObject> all = new ArrayList<>(objects);
        all.addAll(more);
        return with(Step.LOADING, folders, all, publishing, rows);
    }

    /**
     * Returns the entry of a transfer whose rows are going to become visible.
     *
     * @param more folders that are made on the way, and are the target's only if it comes to an end
     */
    public LedgerEntry publishing(Publishing how, List<String> more, long number) {
        List<String> all = new ArrayList<>(folders);
        all.addAll(more);
        return with(Step.PUBLISHING, all, objects, how, number);
    }

    /** Returns the entry of a transfer whose rows are visible: what the target keeps is no longer the transfer's. */
    public LedgerEntry published() {
        Publishing how = requireNonNull(publishing, "publishing");
        List<PoolObject> leftObjects = new ArrayList<>(objects);
        leftObjects.removeAll(how.kept().objects());
        leftObjects.addAll(how.former().objects());
        List<String> leftFolders = new ArrayList<>(folders);
        leftFolders.removeAll(how.kept().folders());
        leftFolders.addAll(how.former().folders());
        return with(Step.PUBLISHED, leftFolders, leftObjects, publishing, rows);
    }

    /** Returns the entry of a transfer of which it is settled that its rows do not become visible. */
    public LedgerEntry notPublished() {
        return with(Step.NOT_PUBLISHED, folders, objects, publishing, rows);
    }

    /**
     * Returns the entry of a transfer that has left the target as it was before under another name, where it has to stay
     * until a person has looked at it.
     */
    public LedgerEntry keeping(TableName former) {
        PoolObject table = PoolObject.table(former);
        if (objects.contains(table)) {
            return this;
        }
        List<PoolObject> all = new ArrayList<>(objects);
        all.add(table);
        return with(step, folders, all, publishing, rows);
    }

    /** Returns whether an object is the target as it was before: no transfer's own, whatever its name says. */
    public boolean isFormerTarget(PoolObject object) {
        return step != Step.PUBLISHED
                && publishing instanceof Publishing.Replace replace
                && object.equals(PoolObject.table(replace.aside()));
    }

    /** Returns the entry of a transfer that has less left behind. */
    public LedgerEntry leaving(List<String> leftFolders, List<PoolObject> leftObjects) {
        return with(step, leftFolders, leftObjects, publishing, rows);
    }

    /**
     * Returns what the entry tells of the transfer: how far it has come, or how it has ended.
     *
     * @param ended moment of its end, ISO 8601 in UTC; null if it has not ended
     */
    public TransferRecord record(TransferState state, @Nullable String ended) {
        return new TransferRecord(
                TransferRecord.VERSION,
                id,
                operation,
                table,
                server,
                application,
                started,
                ended,
                state,
                ended == null ? step.name().toLowerCase(Locale.ROOT).replace('_', ' ') : null,
                rows,
                0,
                0,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of());
    }

    /** Returns whether nothing is left of what the transfer has made. */
    public boolean ownsNothing() {
        return objects.isEmpty() && folders.isEmpty();
    }

    private LedgerEntry with(
            Step now,
            List<String> nowFolders,
            List<PoolObject> nowObjects,
            @Nullable Publishing how,
            @Nullable Long number) {
        return new LedgerEntry(
                version,
                id,
                operation,
                application,
                server,
                table,
                started,
                request,
                now,
                nowFolders,
                nowObjects,
                how,
                number);
    }
}
