package dev.sluice.connector.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What transfers have made and not yet cleaned up, beside the staged files. It holds no secret, and whoever may read the
 * staging folder may read it.
 *
 * <pre>
 * _sluice/ledger/transfer id.target/1.json     the entry of a write as it was opened
 * _sluice/ledger/transfer id.target/2.json     the entry one step later
 * _sluice/ledger/transfer id/1.json            the entry of a read
 * </pre>
 *
 * <p>A step is a file of its own, because a file that is written anew is empty for a moment: a driver that dies then would
 * leave no memory of what it made. A last file that is cut short counts as not written, and what it announces was not made.
 * The target is in the folder's name, as a hash, so that the listing alone tells whether a table has unfinished writes.
 */
public final class Ledger {

    private static final String SUFFIX = ".json";
    private static final int HASH_DIGITS = 16;

    /** More than any transfer takes, whatever is tried again in it. */
    private static final int MOST_STEPS = 20;

    private final StagingFiles files;
    private final JsonFiles<LedgerEntry> entries;
    private final Path folder;

    Ledger(StagingFiles files, Path folder) {
        this.files = files;
        this.entries = new JsonFiles<>(files, LedgerEntry.class, LedgerEntry.VERSION, "ledger entry");
        this.folder = folder;
    }

    /**
     * Writes a step of an entry, before anything that it names is made.
     *
     * @param number number of the step, from 1; each is written once
     */
    public void write(LedgerEntry entry, int number) {
        entries.write(step(path(entry), number), entry);
    }

    /** Returns the number of the next step of an entry that another process may have begun. */
    public int nextNumber(LedgerEntry entry) {
        return steps(path(entry)).stream().findFirst().orElse(0) + 1;
    }

    /** Removes an entry, after all that it names is gone. */
    public void close(LedgerEntry entry) {
        files.delete(path(entry));
    }

    /** Removes the entry of a transfer that died, or gave up, before its first step was written whole: it made nothing. */
    public void closeUnwritten(TransferId id) {
        paths(id).forEach(files::delete);
    }

    /** Returns the ids of all entries, oldest first. */
    public List<TransferId> ids() {
        return names().map(Ledger::id)
                .sorted(Comparator.comparing(TransferId::text))
                .toList();
    }

    /** Returns the ids of the writes to a table that have an entry, oldest first. */
    public List<TransferId> writesTo(String server, TableName table) {
        String hash = '.' + hash(server, table.toSqlInDatabase());
        return names().filter(name -> name.endsWith(hash))
                .map(Ledger::id)
                .sorted(Comparator.comparing(TransferId::text))
                .toList();
    }

    /**
     * Reads an entry as it is now.
     *
     * @return nothing if there is none, or none of its steps was written whole
     * @throws TransferFailedException if another version of Sluice wrote it, or somebody else
     */
    public Optional<LedgerEntry> read(TransferId id) {
        Optional<Path> entry = paths(id).findFirst();
        // One after the other: most often the first one is whole.
        return entry.flatMap(path -> steps(path).stream()
                .map(number -> entries.read(step(path, number), id.text()))
                .flatMap(Optional::stream)
                .map(read -> requireOf(id, read))
                .findFirst());
    }

    /**
     * Returns the Spark applications that the steps of an entry name. A transfer names its own in all of them; who adds a step
     * to the entry of another's transfer does not take away what the others say.
     */
    public Set<String> applications(TransferId id) {
        return paths(id)
                .flatMap(entry -> ends(steps(entry)).map(number -> step(entry, number)))
                .map(step -> application(step, id))
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the newest step, and the first ones: no transfer has more, and whoever adds some adds them behind. */
    private static Stream<Integer> ends(List<Integer> steps) {
        return Stream.concat(steps.stream().limit(1), steps.stream().skip(Math.max(1, steps.size() - MOST_STEPS)));
    }

    private Optional<String> application(Path step, TransferId id) {
        try {
            return entries.read(step, id.text()).map(LedgerEntry::application);
        } catch (TransferFailedException e) {
            if (e.failure().code() == ErrorCode.INVALID_REQUEST) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static LedgerEntry requireOf(TransferId id, LedgerEntry read) {
        if (!read.id().equals(id)) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Cannot read the ledger entry of transfer " + id,
                    "It speaks of transfer " + read.id() + ", so somebody else has written it",
                    "Look at it, and delete it from _sluice/ledger of the staging folder");
        }
        return read;
    }

    private Stream<String> names() {
        return files.names(folder).stream().filter(name -> TransferId.isOne(idText(name)));
    }

    /** Returns the folders of a transfer's entry: one, unless somebody has made another. */
    private Stream<Path> paths(TransferId id) {
        return names().filter(name -> id(name).equals(id)).map(name -> new Path(folder, name));
    }

    private static TransferId id(String name) {
        return new TransferId(idText(name));
    }

    private static String idText(String name) {
        return name.replaceFirst("\\..*$", "");
    }

    /** Returns the numbers of the steps of an entry, the newest first. */
    private List<Integer> steps(Path entry) {
        return files.names(entry).stream()
                .filter(name -> name.matches("[1-9][0-9]{0,3}\\.json"))
                .map(name -> Integer.valueOf(name.replace(SUFFIX, "")))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static Path step(Path entry, int number) {
        return new Path(entry, number + SUFFIX);
    }

    private Path path(LedgerEntry entry) {
        String table = entry.table();
        boolean write = entry.operation().equals(LedgerEntry.WRITE);
        return new Path(folder, entry.id().text() + (write && table != null ? '.' + hash(entry.server(), table) : ""));
    }

    /** Returns what tells targets apart, whatever case they are written in: two that share it are only looked at in vain. */
    private static String hash(String server, @Nullable String table) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((server + '\n' + table).toLowerCase(Locale.ROOT).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
