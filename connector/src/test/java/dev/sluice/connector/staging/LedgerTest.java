package dev.sluice.connector.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.AuthMethod;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.SecretReference;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import dev.sluice.transfer.WriteTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerTest {

    private static final TransferId ID = new TransferId("20260101_000000_0000000000000001");

    @TempDir
    private java.nio.file.Path folder;

    @Test
    void knowsTheNamesOfTransfers() {
        assertThat(OwnName.of("ext", ID)).isEqualTo("sluice_ext_20260101_000000_0000000000000001");
        assertThat(OwnName.isOne("ext", OwnName.of("ext", ID))).isTrue();
        assertThat(OwnName.isOne("ext", OwnName.of("source", ID))).isFalse();
        assertThat(OwnName.isOne("source", "sluice_source_of_mine")).isFalse();
    }

    @Test
    void keepsWhatATransferMakesUntilItIsGone() throws IOException {
        Ledger ledger = area().ledger();
        TableName shadow = new TableName(null, "dbo", "new");
        TableName target = new TableName(null, "dbo", "t");
        LedgerEntry opened = opened();
        LedgerEntry loading = opened.loading(List.of(PoolObject.table(shadow), PoolObject.fileFormat("format")));
        LedgerEntry publishing = loading.publishing(new Publishing.Rename(shadow, 7, target), List.of("g"), 5);

        ledger.write(opened, 1);
        assertThat(ledger.read(ID)).contains(opened);
        ledger.write(loading, 2);
        ledger.write(publishing, 3);

        assertThat(ledger.read(ID)).contains(publishing);
        assertThat(ledger.ids()).containsExactly(ID);
        assertThat(ledger.writesTo("DB on h", new TableName(null, "DBO", "T"))).containsExactly(ID);
        assertThat(ledger.writesTo("db on h", new TableName(null, "dbo", "u"))).isEmpty();
        assertThat(ledger.nextNumber(publishing)).isEqualTo(4);
        assertThat(Files.readString(entry().resolve("3.json")))
                .isEqualTo("{\"version\":4,\"id\":\"20260101_000000_0000000000000001\",\"operation\":\"write\","
                        + "\"application\":\"app\",\"server\":\"db on h\",\"table\":\"[dbo].[t]\","
                        + "\"started\":\"2026-01-01T00:00:00Z\",\"request\":{\"operation\":\"write\","
                        + "\"id\":\"20260101_000000_0000000000000001\",\"pool\":{\"server\":\"h\"},\"frame\":\"df\","
                        + "\"columns\":[],\"target\":{\"table\":\"[dbo].[t]\",\"mode\":\"error\",\"type\":\"internal\","
                        + "\"load\":\"polybase\",\"loss\":\"refuse\",\"widen\":false},\"hooks\":{},\"verify\":\"count\"},"
                        + "\"step\":\"PUBLISHING\","
                        + "\"folders\":[\"f\",\"g\"],\"objects\":[{\"kind\":\"TABLE\",\"schema\":\"dbo\",\"name\":\"new\"},"
                        + "{\"kind\":\"FILE_FORMAT\",\"name\":\"format\"}],\"publishing\":{\"by\":\"rename\","
                        + "\"shadow\":\"[dbo].[new]\",\"shadowId\":7,\"target\":\"[dbo].[t]\"},\"rows\":5}");
        ledger.close(publishing);
        assertThat(folder.resolve("_sluice/ledger")).isEmptyDirectory();
        assertThat(ledger.read(ID)).isEmpty();
        assertThat(ledger.ids()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void remembersEveryWayToPublish(Publishing how) {
        Ledger ledger = area().ledger();
        LedgerEntry entry = opened().publishing(how, List.of(), 5).published();

        ledger.write(entry, 1);

        assertThat(ledger.read(ID)).contains(entry);
    }

    static Stream<Publishing> ways() {
        TableName one = new TableName(null, "dbo", "one");
        TableName two = new TableName(null, "dbo", "two");
        ExternalTable table = new ExternalTable(
                two,
                "/a/",
                "sluice_source_20260101_000000_0000000000000001",
                "sluice_format_20260101_000000_0000000000000001");
        List<PoolColumn> columns = List.of(
                new PoolColumn("a", PoolType.decimal(10, 2), false),
                new PoolColumn("b", PoolType.of(PoolType.Kind.NVARCHAR, PoolType.MAX), true));
        return Stream.of(
                new Publishing.Rename(one, 7, two),
                new Publishing.Replace(one, 7, two, 8, one),
                new Publishing.Switch(one, two, 9),
                new Publishing.Insert(one, two),
                new Publishing.Define(table, "abfss://c@a/f", "abfss://c@a/g", null, List.of(), null, List.of()),
                new Publishing.Define(
                        table,
                        "abfss://c@a/f",
                        "abfss://c@a/g",
                        table,
                        columns,
                        "abfss://c@a/old",
                        List.of(PoolObject.fileFormat(table.fileFormat()))),
                new Publishing.Move("abfss://c@a/f", "abfss://c@a/g"));
    }

    @Test
    void takesAwayOfAReplacedTableWhatIsProvenAndNothingByItsNames() {
        TableName name = new TableName(null, "dbo", "t");
        ExternalTable own = new ExternalTable(
                name,
                "/ext/20260101_000000_0000000000000000/",
                "sluice_source_20260101_000000_0000000000000000",
                "sluice_format_20260101_000000_0000000000000000");
        ExternalTable made = new ExternalTable(
                name,
                "/ext/20260101_000000_0000000000000001/",
                "sluice_source_20260101_000000_0000000000000001",
                "sluice_format_20260101_000000_0000000000000001");

        assertThat(new Publishing.Define(
                                made,
                                "abfss://c@a/s",
                                "abfss://c@a/ext/20260101_000000_0000000000000001",
                                own,
                                List.of(),
                                "abfss://c@a/ext/20260101_000000_0000000000000000",
                                List.of(PoolObject.fileFormat(own.fileFormat())))
                        .former())
                .isEqualTo(new Belongings(
                        List.of(PoolObject.fileFormat("sluice_format_20260101_000000_0000000000000000")),
                        List.of("abfss://c@a/ext/20260101_000000_0000000000000000")));
        assertThat(new Publishing.Define(
                                made,
                                "abfss://c@a/s",
                                "abfss://c@a/ext/20260101_000000_0000000000000001",
                                own,
                                List.of(),
                                null,
                                List.of())
                        .former())
                .isEqualTo(Belongings.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"version\":2,\"id\":\"20260101_000000_0000000000000001\""})
    void takesAStepThatWasNotWrittenWholeAsNotWritten(String cut) throws IOException {
        Ledger ledger = area().ledger();
        LedgerEntry opened = opened();
        ledger.write(opened, 1);
        Files.writeString(entry().resolve("2.json"), cut);
        Files.writeString(entry().resolve("notes.txt"), "of somebody");

        assertThat(ledger.read(ID)).contains(opened);
    }

    @Test
    void refusesAnEntryOfAnotherVersion() throws IOException {
        area().ledger().write(opened(), 1);
        Files.writeString(entry().resolve("2.json"), "{\"version\":2,\"id\":\"t\"}");

        assertThatThrownBy(() -> area().ledger().read(ID)).hasMessage("""
                        Cannot read the ledger entry of transfer 20260101_000000_0000000000000001
                        Why: Its version is 2, this connector knows 4
                        Fix: Use the connector that made the transfer""");
    }

    /** What fuzzers have found: one entry of somebody else ended the collection of all other transfers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "2026-01-01T00:00:00Z"                   | "026-01-01T00:00:00Z"                     | could not be parsed
                    "folders":["abfss://c@a/t"]              | "folders":[""]                            | an empty string
                    "folders":["abfss://c@a/t"]              | "folders":["a:b:c"]                       | Relative path in absolute URI
                    "from":"abfss://c@a/f"                   | "from":""                                 | an empty string
                    "fileFormat":"f"                         | "fileFormat":null                         | fileFormat
                    "id":"20260101_000000_0000000000000001"  | "id":"20260101_000000_0000000000000002"   | It speaks of transfer 20260101_000000_0000000000000002
                    """)
    void refusesAnEntryThatCannotBeUsed(String part, String forged, String why) throws IOException {
        Ledger ledger = area().ledger();
        LedgerEntry entry = opened().leaving(List.of("abfss://c@a/t"), List.of())
                .publishing(
                        new Publishing.Define(
                                new ExternalTable(new TableName(null, "dbo", "t"), "/a/", "s", "f"),
                                "abfss://c@a/f",
                                "abfss://c@a/g",
                                null,
                                List.of(),
                                null,
                                List.of()),
                        List.of(),
                        1);
        ledger.write(entry, 1);
        String text = Files.readString(entry().resolve("1.json"));
        assertThat(text).contains(part);
        Files.writeString(entry().resolve("2.json"), text.replace(part, forged));

        assertThatThrownBy(() -> ledger.read(ID))
                .isInstanceOf(dev.sluice.connector.failure.TransferFailedException.class)
                .hasMessageStartingWith("Cannot read the ledger entry of transfer " + ID + "\nWhy: ")
                .hasMessageContaining(why);
    }

    @Test
    void knowsAllApplicationsThatItsStepsName() throws IOException {
        Ledger ledger = area().ledger();
        ledger.write(opened(), 1);
        ledger.write(opened("of somebody"), 2);
        Files.writeString(entry().resolve("3.json"), "{\"version\":2}");
        Files.writeString(entry().resolve("4.json"), "{");

        assertThat(ledger.applications(ID)).containsExactlyInAnyOrder("app", "of somebody");
        assertThat(ledger.applications(new TransferId("20260101_000000_0000000000000002")))
                .isEmpty();
    }

    @Test
    void refusesAnEntryThatIsNoText() throws IOException {
        area().ledger().write(opened(), 1);
        Files.write(entry().resolve("2.json"), new byte[] {0, 0, 0, '{', '"', '"', '"', '"'});

        assertThatThrownBy(() -> area().ledger().read(ID))
                .isInstanceOf(dev.sluice.connector.failure.TransferFailedException.class)
                .hasMessageStartingWith("Cannot read the ledger entry of transfer " + ID + "\nWhy: Invalid UTF-32");
    }

    @Test
    void countsDataFilesOnly() throws IOException {
        StagingArea area = area();
        Path data = area.data(ID);
        area.create(data);
        Files.writeString(folder.resolve("20260101_000000_0000000000000001/data/_SUCCESS"), "x");
        Files.writeString(folder.resolve("20260101_000000_0000000000000001/data/part-0.parquet"), "abc");

        assertThat(area.contents(data)).isEqualTo(new StagingArea.Contents(1, 3));
        assertThat(area.location(data)).isEqualTo(folder + "/20260101_000000_0000000000000001/data/");
    }

    @Test
    void movesAndDeletesFolders() throws IOException {
        StagingArea area = area();
        area.create(area.data(ID));

        area.move(area.data(ID), new Path(folder + "/a/b"));

        assertThat(folder.resolve("a/b")).isDirectory();
        assertThatThrownBy(() -> area.move(new Path(folder + "/no"), new Path(folder + "/x/y")))
                .isInstanceOf(dev.sluice.connector.failure.TransferFailedException.class);
        area.delete(new Path(folder + "/a"));
        area.delete(new Path(folder + "/a"));
        assertThat(folder.resolve("a")).doesNotExist();
    }

    static LedgerEntry opened() {
        return opened("app");
    }

    private static LedgerEntry opened(String application) {
        TransferRequest.Write request = new TransferRequest.Write(
                ID,
                new PoolAddress("h", null, AuthMethod.SQL, "mary", SecretReference.parse("env:P")),
                "df",
                List.of(),
                new WriteTarget(
                        new TableName(null, "dbo", "t"),
                        SaveMode.ERROR,
                        TableType.INTERNAL,
                        null,
                        null,
                        null,
                        null,
                        LoadMethod.POLYBASE,
                        LossPolicy.REFUSE,
                        false),
                null,
                new Hooks("CREATE LOGIN l WITH PASSWORD = 'secret'", null),
                Verification.COUNT,
                null);
        return LedgerEntry.opened(request, application, "db on h", "2026-01-01T00:00:00Z", "f");
    }

    /** Returns the folder of the only entry. */
    private java.nio.file.Path entry() throws IOException {
        try (Stream<java.nio.file.Path> entries = Files.list(folder.resolve("_sluice/ledger"))) {
            return entries.findFirst().orElseThrow();
        }
    }

    private StagingArea area() {
        return StagingArea.open(new StagingPlace(folder.toUri(), null, null), new Configuration());
    }
}
