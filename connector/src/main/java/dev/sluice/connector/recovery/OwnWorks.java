package dev.sluice.connector.recovery;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.publication.ObjectNames;
import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.staging.LakeFolder;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.OwnName;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferId;
import org.apache.hadoop.fs.Path;

/**
 * Whether an entry of the ledger names what its transfer makes, and nothing else, by its names. Whoever may write into the
 * staging folder may write an entry: it is no order to drop a table or to delete a folder of somebody. What names cannot prove
 * {@link dev.sluice.connector.publication.Leftovers} looks at.
 */
final class OwnWorks {

    private OwnWorks() {}

    /**
     * Checks an entry.
     *
     * @throws TransferFailedException if it names something that its transfer does not make
     */
    static void check(LedgerEntry entry, StagingArea area) {
        entry.objects().forEach(object -> require(isOwn(object, entry), entry, object.toString()));
        entry.folders().forEach(folder -> require(isOwn(folder, entry, area), entry, folder));
        Publishing how = entry.publishing();
        if (how == null) {
            return;
        }
        how.working().forEach(table -> require(isOwn(table.table(), entry.id()), entry, table.toSql()));
        how.movable().forEach(folder -> require(isStaged(folder, entry, area), entry, folder));
        if (how instanceof Publishing.Define define) {
            String format = define.table().fileFormat();
            require(format.equals(OwnName.of("format", entry.id())), entry, format);
            require(
                    isTarget(define.table(), entry),
                    entry,
                    define.table().name().toSql());
            if (define.replaced() != null) {
                require(
                        isTarget(define.replaced(), entry),
                        entry,
                        define.replaced().name().toSql());
            }
        }
        how.former().objects().forEach(object -> require(isOwn(object, entry), entry, object.toString()));
        how.former().folders().forEach(folder -> require(isFolderOfTransfer(folder), entry, folder));
    }

    private static boolean isOwn(PoolObject object, LedgerEntry entry) {
        return switch (object.kind()) {
            case TABLE, EXTERNAL_TABLE -> isOwn(object.name(), entry.id());
            // Those of a table that is replaced carry the id of the transfer that made it.
            case DATA_SOURCE -> OwnName.isOne("source", object.name());
            case FILE_FORMAT -> OwnName.isOne("format", object.name());
        };
    }

    private static boolean isOwn(String table, TransferId id) {
        return new ObjectNames(id, "dbo", null)
                .tables().stream().anyMatch(own -> own.table().equals(table));
    }

    private static boolean isOwn(String folder, LedgerEntry entry, StagingArea area) {
        return isStaged(folder, entry, area) || isFolderOfTransfer(folder);
    }

    private static boolean isStaged(String folder, LedgerEntry entry, StagingArea area) {
        return LakeFolder.of(new Path(folder)).isWithin(LakeFolder.of(area.folder(entry.id())));
    }

    private static boolean isTarget(ExternalTable table, LedgerEntry entry) {
        return table.name().toSqlInDatabase().equals(entry.table());
    }

    private static boolean isFolderOfTransfer(String folder) {
        return TransferId.isOne(new Path(folder).getName());
    }

    private static void require(boolean own, LedgerEntry entry, String what) {
        if (!own) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The ledger entry of transfer " + entry.id() + " names " + what,
                    "No transfer makes anything of that name, so somebody else has written the entry",
                    "Nothing was touched. Look at it, and delete the entry from _sluice/ledger of the staging folder");
        }
    }
}
