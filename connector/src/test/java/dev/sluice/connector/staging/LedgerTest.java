package dev.sluice.connector.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.settings.StagingPlace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {

    private static final URI ROOT = URI.create("abfss://c@a.dfs.core.windows.net/s");

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
        StagingArea area = area();
        LedgerEntry entry = new LedgerEntry("t1", "write", "app", "db on h", List.of("f"), List.of("DROP TABLE [a]"));

        area.ledger().open(entry);
        area.ledger().open(entry.with(List.of("DROP TABLE [b]")));

        java.nio.file.Path file = folder.resolve("_sluice/ledger/t1.json");
        assertThat(Files.readString(file))
                .isEqualTo("{\"id\":\"t1\",\"operation\":\"write\",\"application\":\"app\",\"server\":\"db on h\","
                        + "\"folders\":[\"f\"],\"drops\":[\"DROP TABLE [a]\",\"DROP TABLE [b]\"]}");
        area.ledger().close("t1");
        assertThat(file).doesNotExist();
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
        area.ledger().open(new LedgerEntry("t1", "read", "app", "db on h", List.of(), List.of()));
        Lease lease = Lease.of(area, id);

        Lease.closeAll();
        Files.createDirectories(folder.resolve("t1"));
        lease.close();

        assertThat(folder.resolve("t1")).exists();
        assertThat(folder.resolve("_sluice/ledger/t1.json")).doesNotExist();
    }

    @Test
    void saysWhatAnErrorOfTheStorageMeans() {
        assertThat(StorageErrors.translate(new ConnectException("Connection refused"), ROOT))
                .hasMessage(
                        "The storage of " + ROOT + " does not answer\nWhy: Connection refused\n"
                                + "Fix: Check that the storage account exists and lets the Spark pool in, then run the cell again");
        assertThat(StorageErrors.translate(new IOException("Operation failed: \"No\", 403, PUT, https://a/b"), ROOT))
                .hasMessageStartingWith("The storage refused the Spark pool\n");
        assertThat(StorageErrors.translate(
                        new IOException("Operation failed: \"No filesystem\", 404, HEAD, https://a/b"), ROOT))
                .hasMessageStartingWith("The staging folder " + ROOT + " cannot be used\n");
        assertThat(StorageErrors.translate(new IOException("odd"), ROOT))
                .hasMessageStartingWith("The storage of " + ROOT + " does not answer\nWhy: odd\n");
        assertThat(StorageErrors.translate(new FileNotFoundException("gone"), ROOT))
                .hasMessageStartingWith("The staging folder " + ROOT + " cannot be used\n");
        assertThat(StorageErrors.translate(new IOException("Operation failed: \"Busy\", 503, PUT, https://a/b"), ROOT))
                .hasMessageStartingWith("The storage of " + ROOT + " does not answer\n");
        assertThat(StorageErrors.find(new IllegalStateException("abfss://a/403 Connection refused"), ROOT))
                .isEmpty();
        assertThat(StorageErrors.find(
                        new IllegalStateException("at org.apache.hadoop.fs.azurebfs.X: Connection refused"), ROOT))
                .isPresent();
        assertThat(StorageErrors.find(new IllegalStateException("job", new ConnectException("no")), ROOT))
                .isPresent();
    }

    private StagingArea area() {
        return StagingArea.open(new StagingPlace(URI.create("file:" + folder), null, null), new Configuration());
    }
}
