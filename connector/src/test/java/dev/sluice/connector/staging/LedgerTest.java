package dev.sluice.connector.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.type.PoolType;
import dev.sluice.transfer.TableName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerTest {

    @TempDir
    private java.nio.file.Path folder;

    @Test
    void namesATransferByItsTime() {
        TransferId id =
                TransferId.create(Instant.parse("2020-02-29T12:34:56Z"), RandomGenerator.of("L64X128MixRandom"));

        assertThat(id.text()).matches("20200229_123456_[0-9a-f]{8}");
        assertThat(id.object("ext")).isEqualTo("sluice_ext_" + id);
    }

    @Test
    void keepsWhatATransferMakesUntilItIsGone() throws IOException {
        Ledger ledger = area().ledger();
        TableName shadow = new TableName(null, "dbo", "new");
        TableName target = new TableName(null, "dbo", "t");
        LedgerEntry opened = LedgerEntry.opened(new TransferId("t1"), "write", "app", "db on h", "[dbo].[t]", "f");
        LedgerEntry loading = opened.loading(List.of(PoolObject.table(shadow), PoolObject.fileFormat("format")));
        LedgerEntry publishing = loading.publishing(new Publishing.Rename(shadow, 7, target), List.of("g"));

        ledger.write(opened, 1);
        assertThat(ledger.read("t1")).contains(opened);
        ledger.write(loading, 2);
        ledger.write(publishing, 3);

        assertThat(ledger.read("t1")).contains(publishing);
        assertThat(ledger.ids()).containsExactly("t1");
        assertThat(Files.readString(folder.resolve("_sluice/ledger/t1/3.json")))
                .isEqualTo("{\"version\":2,\"id\":\"t1\",\"operation\":\"write\",\"application\":\"app\","
                        + "\"server\":\"db on h\",\"table\":\"[dbo].[t]\",\"step\":\"PUBLISHING\","
                        + "\"folders\":[\"f\",\"g\"],\"objects\":[{\"kind\":\"TABLE\",\"schema\":\"dbo\",\"name\":\"new\"},"
                        + "{\"kind\":\"FILE_FORMAT\",\"name\":\"format\"}],\"publishing\":{\"by\":\"rename\","
                        + "\"shadow\":\"[dbo].[new]\",\"shadowId\":7,\"target\":\"[dbo].[t]\"}}");
        ledger.close("t1");
        assertThat(folder.resolve("_sluice/ledger/t1")).doesNotExist();
        assertThat(ledger.read("t1")).isEmpty();
        assertThat(ledger.ids()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void remembersEveryWayToPublish(Publishing how) {
        Ledger ledger = area().ledger();
        LedgerEntry entry = LedgerEntry.opened(new TransferId("t1"), "write", "app", "db on h", "[dbo].[t]", "f")
                .publishing(how, List.of())
                .published(how.former().folders(), how.former().objects());

        ledger.write(entry, 1);

        assertThat(ledger.read("t1")).contains(entry);
    }

    private static Stream<Publishing> ways() {
        TableName one = new TableName(null, "dbo", "one");
        TableName two = new TableName(null, "dbo", "two");
        ExternalTable table = new ExternalTable(two, "/a/", "sluice_source_t1", "sluice_format_t1");
        List<PoolColumn> columns = List.of(
                new PoolColumn("a", PoolType.decimal(10, 2), false),
                new PoolColumn("b", PoolType.of(PoolType.Kind.NVARCHAR, PoolType.MAX), true));
        return Stream.of(
                new Publishing.Rename(one, 7, two),
                new Publishing.Replace(one, 7, two, 8, one),
                new Publishing.Switch(one, two, 9),
                new Publishing.Insert(one, two),
                new Publishing.Define(table, "abfss://c@a/f", "abfss://c@a/g", null, List.of(), null),
                new Publishing.Define(table, "abfss://c@a/f", "abfss://c@a/g", table, columns, "abfss://c@a/old"),
                new Publishing.Move("abfss://c@a/f", "abfss://c@a/g"));
    }

    @Test
    void knowsWhatATableOwned() {
        TableName name = new TableName(null, "dbo", "t");
        ExternalTable own = new ExternalTable(name, "/ext/t0/", "sluice_source_t0", "sluice_format_t0");
        ExternalTable given = new ExternalTable(name, "/theirs/", "lake", "parquet");
        ExternalTable made = new ExternalTable(name, "/ext/t1/", "sluice_source_t1", "sluice_format_t1");

        assertThat(new Publishing.Define(
                                made, "abfss://c@a/s", "abfss://c@a/ext/t1", own, List.of(), "abfss://c@a/ext/t0")
                        .former())
                .isEqualTo(new Belongings(
                        List.of(PoolObject.fileFormat("sluice_format_t0"), PoolObject.dataSource("sluice_source_t0")),
                        List.of("abfss://c@a/ext/t0")));
        assertThat(new Publishing.Define(made, "abfss://c@a/s", "abfss://c@a/ext/t1", given, List.of(), null).former())
                .isEqualTo(Belongings.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"version\":2,\"id\":\"t1\""})
    void takesAStepThatWasNotWrittenWholeAsNotWritten(String cut) throws IOException {
        Ledger ledger = area().ledger();
        LedgerEntry opened = LedgerEntry.opened(new TransferId("t1"), "write", "app", "db on h", null, "f");
        ledger.write(opened, 1);
        Files.writeString(folder.resolve("_sluice/ledger/t1/2.json"), cut);
        Files.writeString(folder.resolve("_sluice/ledger/t1/notes.txt"), "of somebody");

        assertThat(ledger.read("t1")).contains(opened);
    }

    @Test
    void refusesAnEntryOfAnotherVersion() throws IOException {
        Files.createDirectories(folder.resolve("_sluice/ledger/t1"));
        Files.writeString(folder.resolve("_sluice/ledger/t1/1.json"), "{\"version\":3,\"id\":\"t1\"}");

        assertThatThrownBy(() -> area().ledger().read("t1")).hasMessage("""
                        Cannot read the ledger entry of transfer t1
                        Why: Its version is 3, this connector knows 2
                        Fix: Use the connector that made the transfer""");
    }

    @Test
    void countsDataFilesOnly() throws IOException {
        StagingArea area = area();
        Path data = area.data(new TransferId("t1"));
        area.create(data);
        Files.writeString(folder.resolve("t1/data/_SUCCESS"), "x");
        Files.writeString(folder.resolve("t1/data/part-0.parquet"), "abc");

        assertThat(area.contents(data)).isEqualTo(new StagingArea.Contents(1, 3));
        assertThat(area.location(data)).isEqualTo(folder + "/t1/data/");
    }

    @Test
    void movesAndDeletesFolders() throws IOException {
        StagingArea area = area();
        area.create(area.data(new TransferId("t1")));

        area.move(area.data(new TransferId("t1")), area.folder(new TransferId("a/b")));

        assertThat(folder.resolve("a/b")).isDirectory();
        assertThatThrownBy(() -> area.move(new Path(folder + "/no"), new Path(folder + "/x/y")))
                .isInstanceOf(dev.sluice.connector.failure.TransferFailedException.class);
        area.delete(area.folder(new TransferId("a")));
        area.delete(area.folder(new TransferId("a")));
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void closesALeaseOnce() throws IOException {
        StagingArea area = area();
        TransferId id = new TransferId("t1");
        area.create(area.data(id));
        area.ledger().write(LedgerEntry.opened(id, "read", "app", "db on h", null, "f"), 1);
        Lease lease = Lease.of(area, id);

        Lease.closeAll();
        Files.createDirectories(folder.resolve("t1"));
        lease.close();

        assertThat(folder.resolve("t1")).exists();
        assertThat(folder.resolve("_sluice/ledger/t1")).doesNotExist();
    }

    private StagingArea area() {
        return StagingArea.open(new StagingPlace(URI.create("file:" + folder), null, null), new Configuration());
    }
}
