package dev.sluice.pool.identity.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pool.identity.secret.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Where a test and one service meet: {@code rules.json}, which the test writes and the service reads at each request, and
 * {@code journal.jsonl}, which the service begins anew when it starts and only adds to. Only its owner may enter it.
 *
 * @param path the folder
 */
public record FaultFolder(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LOOK = Duration.ofMillis(10);

    /** Replaces the rules, all at once; an empty list switches every fault off and lets go what waits. */
    public void write(List<FaultRule> rules) throws IOException {
        byte[] content = RuleFormat.write(rules);
        OwnerOnlyFiles.createFolder(path);
        OwnerOnlyFiles.write(rulesFile(), out -> out.write(content));
    }

    /** Reads the journal as far as it is written; empty if the service has not started. */
    public List<JournalEntry> journal() throws IOException {
        return journal(0);
    }

    /** Returns how long the journal is, in bytes; 0 if the service has not started. */
    public long journalLength() throws IOException {
        try {
            return Files.size(journalFile());
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /**
     * Reads the journal behind a place, as far as it is written.
     *
     * @param from a {@link #journalLength}, taken while the service had nothing to do
     */
    public List<JournalEntry> journal(long from) throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        try (SeekableByteChannel file = Files.newByteChannel(journalFile())) {
            String text =
                    new String(Channels.newInputStream(file.position(from)).readAllBytes(), StandardCharsets.UTF_8);
            // A line without its end is being written.
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                entries.add(JSON.readValue(line, JournalEntry.class));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return entries;
    }

    /**
     * Waits for an entry of the journal.
     *
     * @return the first that is wanted
     * @throws IOException if there is none after that time; says what there is
     */
    public JournalEntry await(Predicate<JournalEntry> wanted, Duration patience) throws IOException {
        return await(0, wanted, patience);
    }

    /**
     * Waits for an entry behind a place of the journal.
     *
     * @param from as {@link #journal(long)} takes it
     * @return the first that is wanted
     * @throws IOException if there is none after that time; says what there is
     */
    public JournalEntry await(long from, Predicate<JournalEntry> wanted, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            List<JournalEntry> journal = journal(from);
            for (JournalEntry entry : journal) {
                if (wanted.test(entry)) {
                    return entry;
                }
            }
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new IOException("Nothing of what was awaited within " + patience + " in the journal of " + path
                        + ": " + journal);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Makes the folder and an empty journal. */
    void begin() throws IOException {
        OwnerOnlyFiles.createFolder(path);
        OwnerOnlyFiles.write(journalFile(), out -> {});
    }

    void append(JournalEntry entry) throws IOException {
        String line = JSON.writeValueAsString(entry) + '\n';
        Files.write(journalFile(), line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    /** Returns the text of the rules, of none if there is no such file. */
    byte[] rulesText() throws IOException {
        try {
            return Files.readAllBytes(rulesFile());
        } catch (NoSuchFileException e) {
            return "[]".getBytes(StandardCharsets.UTF_8);
        }
    }

    Path rulesFile() {
        return path.resolve("rules.json");
    }

    private Path journalFile() {
        return path.resolve("journal.jsonl");
    }
}
