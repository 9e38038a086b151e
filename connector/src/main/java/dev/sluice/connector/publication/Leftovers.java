package dev.sluice.connector.publication;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.LakeFolder;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.OwnName;
import dev.sluice.connector.staging.PublishedFolders.Ownership;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/**
 * What a transfer may have made and has not taken away yet, as its entry in the ledger says. Taking it away can be tried any
 * number of times, by whomever.
 *
 * <p>That the entry, or the metadata of the SQL pool, names something is no proof that a transfer made it. Without a look at it
 * only the transfer's folder in the staging folder is deleted, and only objects are dropped that carry the transfer's id. A
 * published folder needs its mark, and that no table shows its files; objects of a former transfer need to stand in the mark of
 * such a folder. What is not proven is left alone, and forgotten.
 */
public final class Leftovers {

    private final Statements statements;
    private final StagingArea area;
    /** Objects whose statement got no answer: they may appear yet. */
    private final Set<PoolObject> unanswered = new LinkedHashSet<>();

    /** Folders that tasks of Spark still write into: one that is deleted comes back. */
    private final Set<String> written = new LinkedHashSet<>();

    private LedgerEntry entry;

    /**
     * Makes them of an entry.
     *
     * @param entry the entry as it stands in the ledger
     */
    public Leftovers(Statements statements, StagingArea area, LedgerEntry entry) {
        this.statements = statements;
        this.area = area;
        this.entry = entry;
    }

    /** What becomes of something that was not taken away. */
    public enum Fate {
        /** It stays in the ledger, and the next collection tries again. */
        KEPT("Left behind, and in the ledger of the staging folder: "),
        /** It is not proven to be a transfer's own: nobody tries again. */
        LEFT_ALONE("Left alone: ");

        private final String words;

        Fate(String words) {
            this.words = words;
        }
    }

    /** Something that was not taken away. */
    public record Left(String what, String why, Fate fate) {

        /** Returns what a person is told. */
        public String told() {
            return fate.words + what + " (" + why + ")";
        }

        /** Returns what became of it. */
        public String result() {
            return fate == Fate.LEFT_ALONE ? "left alone: " + why : why;
        }
    }

    /** Returns the entry of what is there still. */
    public LedgerEntry entry() {
        return entry;
    }

    /** Takes over what the ledger says now. */
    void update(LedgerEntry now) {
        entry = now;
    }

    boolean holds(PoolObject object) {
        return entry.objects().contains(object);
    }

    /** Notes that the statement which makes an object got no answer. */
    void unanswered(PoolObject object) {
        unanswered.add(object);
    }

    /** Notes that tasks still write into a folder. */
    void stillWritten(String folder) {
        written.add(folder);
    }

    /** Returns whether nothing is left. */
    public boolean isEmpty() {
        return entry.ownsNothing();
    }

    /** Returns whether the SQL pool is needed to take it away. */
    public boolean needsPool() {
        return !entry.objects().isEmpty() || entry.folders().stream().anyMatch(folder -> !isStaged(folder));
    }

    /** Returns what is there still, as a person reads it: statements that drop, and folders. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        entry.objects().forEach(object -> all.add(what(object)));
        all.addAll(entry.folders());
        return all;
    }

    /** Returns what would not be taken away, as far as the storage tells. */
    public List<Left> spared() {
        List<Left> spared = new ArrayList<>();
        entry.objects().stream().filter(entry::isFormerTarget).forEach(object -> spared.add(formerTarget(object)));
        entry.objects().stream()
                .filter(object -> !isOfTransfer(object) && !isProven(object, folder -> true))
                .forEach(object -> spared.add(foreign(object)));
        for (String folder : entry.folders()) {
            if (!isStaged(folder) && ownership(folder) instanceof Ownership.Unproven doubt) {
                spared.add(new Left(folder, doubt.why(), Fate.LEFT_ALONE));
            }
        }
        return spared;
    }

    /** Drops the objects of the SQL pool and returns those that are still there, or may be. */
    public List<Left> drop(PoolSession session) {
        List<Left> left = new ArrayList<>();
        for (PoolObject object : entry.objects()) {
            try {
                if (entry.isFormerTarget(object)) {
                    if (session.firstRow(statements.find(object)).isPresent()) {
                        left.add(formerTarget(object));
                        continue;
                    }
                } else if (!isOfTransfer(object)
                        && !isProven(object, folder -> shownBy(folder, session).isEmpty())) {
                    left.add(foreign(object));
                } else if (session.firstRow(statements.find(object)).isPresent()) {
                    session.execute(statements.drop(object));
                } else if (unanswered.contains(object)) {
                    left.add(new Left(what(object), "its statement got no answer and may still run", Fate.KEPT));
                    continue;
                }
                forget(object);
            } catch (TransferFailedException e) {
                left.add(new Left(what(object), e.failure().why(), Fate.KEPT));
            }
        }
        return left;
    }

    /** Returns all objects as left, because nobody could drop them. */
    List<Left> unreachable(String why) {
        return entry.objects().stream()
                .map(object -> new Left(what(object), why, Fate.KEPT))
                .toList();
    }

    /** Deletes the folders and returns those that are still there. To be called after {@link #drop}. */
    public List<Left> delete(PoolSession session) {
        return delete(folder -> deletePublished(folder, session));
    }

    /** Deletes what was staged, and returns the folders that are still there. */
    public List<Left> deleteStaged() {
        return deleteStaged("the SQL pool was not asked whether a table shows its files");
    }

    /**
     * Deletes what was staged, and returns the folders that are still there.
     *
     * @param why why the SQL pool cannot be asked of the others
     */
    List<Left> deleteStaged(String why) {
        return delete(folder -> Optional.of(new Left(folder, why, Fate.KEPT)));
    }

    private List<Left> delete(Function<String, Optional<Left>> published) {
        List<Left> all = new ArrayList<>();
        for (String folder : entry.folders()) {
            Optional<Left> left;
            try {
                left = isStaged(folder) ? deleteStagedFolder(folder) : published.apply(folder);
            } catch (TransferFailedException e) {
                left = Optional.of(new Left(folder, e.failure().why(), Fate.KEPT));
            }
            left.ifPresent(all::add);
            if (left.isEmpty() || left.get().fate() == Fate.LEFT_ALONE) {
                List<String> folders = new ArrayList<>(entry.folders());
                folders.remove(folder);
                entry = entry.leaving(folders, entry.objects());
            }
        }
        return all;
    }

    private Optional<Left> deleteStagedFolder(String folder) {
        if (written.contains(folder)) {
            return Optional.of(new Left(folder, "tasks of Spark still write into it", Fate.KEPT));
        }
        area.delete(new Path(folder));
        return Optional.empty();
    }

    private Optional<Left> deletePublished(String folder, PoolSession session) {
        Ownership ownership = ownership(folder);
        if (ownership instanceof Ownership.Unproven doubt) {
            return Optional.of(new Left(folder, doubt.why(), Fate.LEFT_ALONE));
        }
        if (ownership instanceof Ownership.Own own) {
            Optional<TableName> reader = shownBy(folder, session);
            if (reader.isPresent()) {
                return Optional.of(
                        new Left(folder, "Table " + reader.get().toSql() + " shows its files", Fate.LEFT_ALONE));
            }
            for (PoolObject object : entry.objects()) {
                if (!isOfTransfer(object) && own.mark().proves(object)) {
                    // Who comes next could not tell whose the object is.
                    return Optional.of(new Left(folder, "its mark tells whose " + object.name() + " is", Fate.KEPT));
                }
            }
            area.delete(new Path(folder));
        }
        return Optional.empty();
    }

    private boolean isStaged(String folder) {
        return LakeFolder.of(new Path(folder)).isWithin(LakeFolder.of(area.folder(entry.id())));
    }

    private boolean isOfTransfer(PoolObject object) {
        return OwnName.isOf(entry.id(), object.name());
    }

    /** Returns whether the mark of a folder that goes with it says that a former transfer made an object. */
    private boolean isProven(PoolObject object, Predicate<String> goes) {
        return entry.folders().stream()
                .filter(folder -> !isStaged(folder))
                .anyMatch(folder -> ownership(folder) instanceof Ownership.Own own
                        && own.mark().proves(object)
                        && goes.test(folder));
    }

    /** Returns a table over the files of a folder. */
    private Optional<TableName> shownBy(String folder, PoolSession session) {
        LakeFolder files = LakeFolder.of(new Path(folder));
        return ExternalPlaces.all(session, statements).stream()
                .filter(place -> place.folder().overlaps(files))
                .map(ExternalPlaces.Place::table)
                .findFirst();
    }

    private Left formerTarget(PoolObject object) {
        return new Left(
                what(object),
                "it is the target as it was before, and its name is another table's now: look at both, and rename or"
                        + " drop one of them",
                Fate.KEPT);
    }

    private Left foreign(PoolObject object) {
        return new Left(what(object), "no mark of a folder tells that a transfer made it", Fate.LEFT_ALONE);
    }

    private Ownership ownership(String folder) {
        return area.published().of(new Path(folder), entry);
    }

    /** Returns an object as a person reads it. */
    private String what(PoolObject object) {
        return entry.isFormerTarget(object)
                ? "table " + new TableName(null, String.valueOf(object.schema()), object.name()).toSqlInDatabase()
                : statements.drop(object);
    }

    private void forget(PoolObject object) {
        List<PoolObject> objects = new ArrayList<>(entry.objects());
        objects.remove(object);
        entry = entry.leaving(entry.folders(), objects);
    }
}
