package dev.sluice.connector.publication;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * What a transfer may have made and has not taken away yet, as its entry in the ledger says. Taking it away can be tried any
 * number of times, by whomever.
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

    /** Something that could not be taken away. */
    public record Left(String what, String why) {
        @Override
        public String toString() {
            return what + " (" + why + ")";
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

    /** Returns what is there still, as a person reads it: statements that drop, and folders. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        entry.objects().forEach(object -> all.add(statements.drop(object)));
        all.addAll(entry.folders());
        return all;
    }

    /** Drops the objects of the SQL pool and returns those that are still there, or may be. */
    public List<Left> drop(PoolSession session) {
        List<Left> left = new ArrayList<>();
        for (PoolObject object : entry.objects()) {
            String drop = statements.drop(object);
            try {
                if (session.firstRow(statements.find(object)).isPresent()) {
                    session.execute(drop);
                } else if (unanswered.contains(object)) {
                    left.add(new Left(drop, "its statement got no answer and may still run"));
                    continue;
                }
                forget(object);
            } catch (TransferFailedException e) {
                left.add(new Left(drop, e.failure().why()));
            }
        }
        return left;
    }

    /** Returns all objects as left, because nobody could drop them. */
    List<Left> unreachable(String why) {
        return entry.objects().stream()
                .map(object -> new Left(statements.drop(object), why))
                .toList();
    }

    /** Deletes the folders and returns those that are still there. */
    public List<Left> delete() {
        List<Left> left = new ArrayList<>();
        for (String folder : entry.folders()) {
            if (written.contains(folder)) {
                left.add(new Left(folder, "tasks of Spark still write into it"));
                continue;
            }
            try {
                area.delete(new Path(folder));
                List<String> folders = new ArrayList<>(entry.folders());
                folders.remove(folder);
                entry = entry.leaving(folders, entry.objects());
            } catch (TransferFailedException e) {
                left.add(new Left(folder, e.failure().why()));
            }
        }
        return left;
    }

    private void forget(PoolObject object) {
        List<PoolObject> objects = new ArrayList<>(entry.objects());
        objects.remove(object);
        entry = entry.leaving(entry.folders(), objects);
    }
}
