package dev.sluice.connector.staging;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferId;
import java.io.FileNotFoundException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Folders of published rows, which lie outside of the staging folder, and the proof that they are a transfer's own.
 *
 * <pre>
 * location/transfer id/_sluice.json                     the mark: written before the folder comes here, by one rename
 * location/transfer id/part-*.parquet                   named in the mark
 * location/transfer id/other transfer id/_sluice.json   rows that were added, with a mark of their own
 * </pre>
 *
 * <p>The metadata of a SQL pool and the ledger name such folders too, but whoever may write those may name any folder. A SQL
 * pool and Spark read no file whose name begins with an underscore.
 */
public final class PublishedFolders {

    /** Name of the mark. */
    public static final String MARK = "_sluice.json";

    /** Fewest names from the root of the container: its root, and what lies in it, is never a transfer's own. */
    private static final int FEWEST_SEGMENTS = 2;

    private final StagingFiles files;
    private final JsonFiles<FolderMark> marks;

    PublishedFolders(StagingFiles files) {
        this.files = files;
        this.marks = new JsonFiles<>(files, FolderMark.class, FolderMark.VERSION, "mark");
    }

    /** Whether a folder is one that a write to a table has published. */
    public sealed interface Ownership {

        /** It is, and nothing else is in it. */
        record Own(FolderMark mark) implements Ownership {}

        /** It is not there. */
        record Gone() implements Ownership {}

        /**
         * It is not, or that is not proven.
         *
         * @param why what is missing, as a sentence
         */
        record Unproven(String why) implements Ownership {}
    }

    /**
     * Writes the mark into a folder that is going to be published.
     *
     * @param staged where the folder is, with all of its files
     * @param published where it is going to be
     * @param entry entry of the write
     * @param objects objects of the SQL pool that the write has made and the table keeps
     */
    public void mark(Path staged, Path published, LedgerEntry entry, List<PoolObject> objects) {
        marks.write(
                new Path(staged, MARK),
                new FolderMark(
                        FolderMark.VERSION,
                        entry.id(),
                        entry.server(),
                        String.valueOf(entry.table()),
                        published.toString(),
                        objects,
                        files.names(staged)));
    }

    /**
     * Finds out whether a folder is one that a write to the same table has published, and holds nothing else.
     *
     * @param entry entry of the transfer that asks
     * @throws TransferFailedException if the storage does not answer
     */
    public Ownership of(Path folder, LedgerEntry entry) {
        if (LakeFolder.of(folder).segments().size() < FEWEST_SEGMENTS || !TransferId.isOne(folder.getName())) {
            return new Ownership.Unproven("It has no name that a transfer gives to a folder");
        }
        Optional<List<FileStatus>> content = content(folder);
        if (content.isEmpty()) {
            return new Ownership.Gone();
        }
        Optional<FolderMark> mark;
        try {
            mark = marks.read(new Path(folder, MARK), folder.getName());
        } catch (TransferFailedException e) {
            if (e.failure().code() != ErrorCode.INVALID_REQUEST) {
                throw e;
            }
            return new Ownership.Unproven(
                    e.failure().what() + ": " + e.failure().why());
        }
        return mark.map(found -> check(folder, content.get(), found, entry))
                .orElseGet(() -> new Ownership.Unproven("It carries no mark of a transfer (" + MARK + ")"));
    }

    private Ownership check(Path folder, List<FileStatus> content, FolderMark mark, LedgerEntry entry) {
        boolean here = mark.id().text().equals(folder.getName())
                && LakeFolder.of(new Path(mark.folder())).equals(LakeFolder.of(folder));
        boolean same = mark.server().equalsIgnoreCase(entry.server())
                && mark.table().equalsIgnoreCase(String.valueOf(entry.table()));
        if (!here || !same) {
            return new Ownership.Unproven("Its mark is that of transfer " + mark.id() + " to " + mark.table() + " in "
                    + mark.server() + ", whose folder is " + mark.folder());
        }
        for (FileStatus each : content) {
            String name = each.getPath().getName();
            if (each.isDirectory()) {
                if (of(each.getPath(), entry) instanceof Ownership.Unproven inner) {
                    return new Ownership.Unproven("In it is the folder " + name + ". " + inner.why());
                }
            } else if (!name.equals(MARK) && !mark.files().contains(name)) {
                return new Ownership.Unproven("In it is the file " + name + ", which the transfer did not write");
            }
        }
        return new Ownership.Own(mark);
    }

    private Optional<List<FileStatus>> content(Path folder) {
        return files.attempt(storage -> {
            try {
                return Optional.of(Arrays.asList(storage.listStatus(folder)));
            } catch (FileNotFoundException e) {
                return Optional.empty();
            }
        });
    }
}
