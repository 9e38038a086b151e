package dev.sluice.connector.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
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

    private static final int HASH_DIGITS = 16;

    private final FileSystem files;
    private final JsonFiles<LedgerEntry> entries;
    private final Path folder;
    private final URI root;

    Ledger(FileSystem files, Path folder, URI root) {
        this.files = files;
        this.entries = new JsonFiles<>(files, LedgerEntry.class, LedgerEntry.VERSION, "ledger entry");
        this.folder = folder;
        this.root = root;
    }

    /**
     * Writes a step of an entry, before anything that it names is made.
     *
     * @param number number of the step, from 1; each is written once
     */
    public void write(LedgerEntry entry, int number) {
        try {
            entries.write(new Path(path(entry), number + ".json"), entry);
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    /** Returns the number of the next step of an entry that another process may have begun. */
    public int nextNumber(LedgerEntry entry) {
        try {
            List<Path> steps = newestFirst(files.listStatus(path(entry)));
            return steps.isEmpty() ? 1 : number(steps.get(0)) + 1;
        } catch (FileNotFoundException e) {
            return 1;
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    /** Removes an entry, after all that it names is gone. */
    public void close(LedgerEntry entry) {
        try {
            files.delete(path(entry), true);
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    /** Removes the entry of a transfer that died, or gave up, before its first step was written whole: it made nothing. */
    public void closeUnwritten(TransferId id) {
        try {
            for (String name : names().filter(each -> id(each).equals(id)).toList()) {
                files.delete(new Path(folder, name), true);
            }
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
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
     * @throws dev.sluice.connector.failure.TransferFailedException if another version of Sluice wrote it
     */
    public Optional<LedgerEntry> read(TransferId id) {
        Optional<String> name = names().filter(each -> id(each).equals(id)).findFirst();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (Path step : newestFirst(files.listStatus(new Path(folder, name.get())))) {
                Optional<LedgerEntry> entry = entries.read(step, id.text());
                if (entry.isPresent()) {
                    return entry;
                }
            }
            return Optional.empty();
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    private Stream<String> names() {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .map(status -> status.getPath().getName())
                    .filter(name -> TransferId.isOne(name.replaceFirst("\\..*$", "")));
        } catch (FileNotFoundException e) {
            return Stream.of();
        } catch (IOException e) {
            throw StorageErrors.translate(e, root);
        }
    }

    private static TransferId id(String name) {
        return new TransferId(name.replaceFirst("\\..*$", ""));
    }

    private static List<Path> newestFirst(FileStatus[] steps) {
        List<Path> paths = new ArrayList<>();
        for (FileStatus step : steps) {
            if (step.getPath().getName().matches("[1-9][0-9]{0,3}\\.json")) {
                paths.add(step.getPath());
            }
        }
        paths.sort(Comparator.comparingInt(Ledger::number).reversed());
        return paths;
    }

    private static int number(Path step) {
        return Integer.parseInt(step.getName().replace(".json", ""));
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
