package dev.sluice.connector.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Files of the staging folder, which whoever may write into it may write, and marks in published folders. */
class LedgerFuzzTest {

    private static final int FACTOR = 2000;

    private static final TransferId ID = new TransferId("20260101_000000_0000000000000001");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Configuration CONFIGURATION = new Configuration();

    private static final List<String> WORDS = List.of(
            "{",
            "}",
            "[",
            "]",
            "null",
            "\"\"",
            "\"..\"",
            "\"/\"",
            "\":\"",
            "\"abfss:\"",
            "\"file:///\"",
            "\"a b%\"",
            "\"\\u0000\"",
            ":",
            ",",
            "1e999999999",
            "9".repeat(2000),
            "{\"a\":[",
            "\"step\":\"PUBLISHING\"",
            "\"by\":\"move\"",
            "\"version\":4,",
            "../",
            "//",
            "\"started\":\"+1000000000-01-01T00:00:00Z\"",
            ID.text(),
            "\"publishing\":");

    private Path folder = Path.of("target");

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(Path.of("target"), "fuzz").toAbsolutePath();
    }

    @AfterTry
    void deleteFolder() throws IOException {
        FileSystem.getLocal(CONFIGURATION).delete(new org.apache.hadoop.fs.Path(folder.toUri()), true);
    }

    @Provide
    Arbitrary<String> entries() {
        List<LedgerEntry> entries = new ArrayList<>();
        LedgerTest.ways().forEach(how -> entries.add(LedgerTest.opened().publishing(how, List.of("abfss://c@a/f"), 5)));
        entries.add(LedgerTest.opened());
        return Mutations.ofText(entries.stream().map(LedgerFuzzTest::text).toList(), WORDS);
    }

    @Provide
    Arbitrary<String> marks() {
        FolderMark mark = new FolderMark(
                FolderMark.VERSION, ID, "db on h", "[dbo].[t]", "file:/x/" + ID, List.of(), List.of("part-0.parquet"));
        return Mutations.ofText(List.of(text(mark)), WORDS);
    }

    private static String text(Object form) {
        try {
            return JSON.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private StagingArea area() {
        return StagingArea.open(new StagingPlace(folder.toUri(), null, null), CONFIGURATION);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    @Property
    void anEntryIsReadOrRefused(@ForAll("entries") String entry) throws Exception {
        write("_sluice/ledger/" + ID + "/1.json", entry.getBytes(UTF_8));
        readEntry(entry.length());
    }

    @Property
    void anEntryOfAnyBytesIsReadOrRefused(@ForAll byte[] entry) throws Exception {
        write("_sluice/ledger/" + ID + "/1.json", entry);
        readEntry(entry.length);
    }

    private void readEntry(int length) throws Exception {
        Memory.bound(length, FACTOR, () -> {
            try {
                Optional<LedgerEntry> read = area().ledger().read(ID);
                if (read.isPresent()) {
                    requireUsable(read.get());
                    area().ledger().write(read.get(), 2);
                    assertThat(area().ledger().read(ID)).isEqualTo(read);
                }
            } catch (TransferFailedException e) {
                assertThat(e.failure().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                assertThat(e.failure().what()).isEqualTo("Cannot read the ledger entry of transfer " + ID);
            }
        });
    }

    /** What is refused later on ends the collection of all other transfers. */
    private static void requireUsable(LedgerEntry entry) {
        assertThat(entry.id()).isEqualTo(ID);
        assertThat(Instant.parse(entry.started())).isNotNull();
        assertThat(entry.request()).isNotNull();
        entry.folders().forEach(LedgerFuzzTest::requireFolder);
        Publishing how = entry.publishing();
        if (how != null) {
            how.kept().folders().forEach(LedgerFuzzTest::requireFolder);
            how.former().folders().forEach(LedgerFuzzTest::requireFolder);
            how.movable().forEach(LedgerFuzzTest::requireFolder);
            assertThat(entry.published().publishing()).isEqualTo(how);
        }
    }

    private static void requireFolder(String folder) {
        assertThat(LakeFolder.of(new org.apache.hadoop.fs.Path(folder)).segments())
                .doesNotContain("..");
    }

    @Property
    void aMarkProvesAFolderOrDoesNot(@ForAll("marks") String mark) throws Exception {
        Path published = folder.resolve("t/" + ID);
        Files.createDirectories(published);
        Files.writeString(published.resolve("part-0.parquet"), "rows");
        write(
                "t/" + ID + "/" + PublishedFolders.MARK,
                mark.replace("file:/x", folder.toUri() + "t").getBytes(UTF_8));
        Memory.bound(mark.length(), FACTOR, () -> {
            PublishedFolders.Ownership ownership =
                    area().published().of(new org.apache.hadoop.fs.Path(published.toUri()), LedgerTest.opened());
            if (ownership instanceof PublishedFolders.Ownership.Own own) {
                assertThat(own.mark().id()).isEqualTo(ID);
                assertThat(own.mark().files()).contains("part-0.parquet");
            } else {
                assertThat(ownership).isInstanceOf(PublishedFolders.Ownership.Unproven.class);
            }
        });
    }
}
