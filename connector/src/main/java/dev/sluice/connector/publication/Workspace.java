package dev.sluice.connector.publication;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.context.Recorder;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one transfer makes and has to take away again.
 *
 * <p>Invariant: what is made stands in the ledger first. What cannot be taken away stays there.
 */
public final class Workspace {

    private final Environment environment;
    private final StagingArea area;
    private final TransferId id;
    private final PoolConnector pool;
    private final Recorder recorder;
    /** What may be there, in the order to drop it in. */
    private final Set<PoolObject> objects = new LinkedHashSet<>();
    /** Objects whose statement got no answer: they may appear yet. */
    private final Set<PoolObject> unanswered = new LinkedHashSet<>();
    /** Folders that may be there. */
    private final Set<Path> folders = new LinkedHashSet<>();

    private LedgerEntry entry;
    private int steps;

    private Workspace(
            Environment environment,
            StagingArea area,
            TransferId id,
            PoolConnector pool,
            Recorder recorder,
            LedgerEntry entry) {
        this.environment = environment;
        this.area = area;
        this.id = id;
        this.pool = pool;
        this.recorder = recorder;
        this.entry = entry;
        folders.add(area.folder(id));
    }

    /** Opens a workspace: writes its entry into the ledger. */
    public static Workspace open(
            Environment environment,
            StagingArea area,
            PoolConnector pool,
            Recorder recorder,
            TransferId id,
            String operation,
            @Nullable TableName table) {
        LedgerEntry entry = LedgerEntry.opened(
                id,
                operation,
                environment.spark().sparkContext().applicationId(),
                pool.endpoint().toString(),
                table == null ? null : table.toSqlInDatabase(),
                area.folder(id).toString());
        Workspace workspace = new Workspace(environment, area, id, pool, recorder, entry);
        workspace.write(entry);
        return workspace;
    }

    public TransferId id() {
        return id;
    }

    public StagingArea area() {
        return area;
    }

    public Path data() {
        return area.data(id);
    }

    /** Returns the label of the transfer's statements: what the user asked for, or the transfer's own id. */
    public String label(@Nullable String asked) {
        return asked == null ? "sluice " + id.text() : asked;
    }

    /** Writes down what is going to be made, before it is. */
    public void announce(List<PoolObject> more) {
        write(entry.loading(more));
        objects.addAll(more);
    }

    /** Writes down how rows are going to be published, before they are. */
    public void publishing(Publishing how, List<Path> more) {
        write(entry.publishing(how, more.stream().map(Path::toString).toList()));
        folders.addAll(more);
    }

    /** Writes down that the rows are published. That it cannot be written is no reason to say that they are not. */
    public void published(Publishing how) {
        objects.removeAll(how.kept().objects());
        how.kept().folders().forEach(folder -> folders.remove(new Path(folder)));
        objects.addAll(how.former().objects());
        how.former().folders().forEach(folder -> folders.add(new Path(folder)));
        try {
            write(entry.published(folders.stream().map(Path::toString).toList(), List.copyOf(objects)));
        } catch (TransferFailedException e) {
            recorder.warn("The ledger does not say yet that transfer " + id + " is published ("
                    + e.failure().why() + ")");
        }
    }

    /**
     * Makes something in the SQL pool that the transfer drops again. It must have been announced.
     *
     * @return number of rows that went into it, if the pool tells
     */
    public Optional<Long> make(PoolSession session, String create, PoolObject object) {
        if (!objects.contains(object)) {
            throw new IllegalStateException("Not announced: " + object);
        }
        try {
            return session.execute(create);
        } catch (TransferFailedException e) {
            if (e.failure().code() == ErrorCode.SQL_POOL_UNREACHABLE) {
                unanswered.add(object);
            }
            throw e;
        }
    }

    /** Takes away all that the transfer has made. What cannot be taken away is a warning, and stays in the ledger. */
    public void clean(PoolSession session) {
        for (String left : takeAway(session)) {
            recorder.warn("Left behind, and in the ledger of the staging folder: " + left);
        }
    }

    /** Drops what was made in the SQL pool, and leaves the files: something still reads them. */
    public void dropObjects(PoolSession session) {
        for (String left : drop(session)) {
            recorder.warn("Left behind, and in the ledger of the staging folder: " + left);
        }
    }

    /**
     * Takes away all that a failed transfer made, with a connection of its own, because the first one may be what failed.
     *
     * @return the failure, with a line for everything that is left
     */
    public TransferFailedException abandon(TransferFailedException failure) {
        List<String> left = new ArrayList<>();
        if (objects.isEmpty()) {
            left.addAll(deleteFolders());
            closeIfEmpty();
        } else {
            try (PoolSession session = pool.open(sql -> {})) {
                left.addAll(takeAway(session));
            } catch (TransferFailedException e) {
                objects.forEach(object -> left.add(statements().drop(object)));
                left.addAll(deleteFolders());
            }
        }
        TransferFailedException result = failure;
        for (String each : left) {
            result = result.withDetail("Left behind, and in the ledger of the staging folder: " + each);
        }
        return result;
    }

    private List<String> takeAway(PoolSession session) {
        List<String> left = drop(session);
        left.addAll(deleteFolders());
        closeIfEmpty();
        return left;
    }

    private List<String> drop(PoolSession session) {
        List<String> left = new ArrayList<>();
        for (PoolObject object : List.copyOf(objects)) {
            String drop = statements().drop(object);
            try {
                if (session.firstRow(statements().find(object)).isPresent()) {
                    session.execute(drop);
                } else if (unanswered.contains(object)) {
                    left.add(drop + " (its statement got no answer and may still run)");
                    continue;
                }
                objects.remove(object);
            } catch (TransferFailedException e) {
                left.add(drop + " (" + e.failure().why() + ")");
            }
        }
        return left;
    }

    private List<String> deleteFolders() {
        List<String> left = new ArrayList<>();
        for (Path folder : List.copyOf(folders)) {
            try {
                area.delete(folder);
                folders.remove(folder);
            } catch (TransferFailedException e) {
                left.add(folder + " (" + e.failure().why() + ")");
            }
        }
        return left;
    }

    private void closeIfEmpty() {
        if (objects.isEmpty() && folders.isEmpty()) {
            try {
                area.ledger().close(id.text());
            } catch (TransferFailedException e) {
                recorder.warn("The ledger still names transfer " + id + ", which has left nothing behind ("
                        + e.failure().why() + ")");
            }
        }
    }

    private void write(LedgerEntry next) {
        area.ledger().write(next, ++steps);
        entry = next;
    }

    private Statements statements() {
        return environment.statements();
    }
}
