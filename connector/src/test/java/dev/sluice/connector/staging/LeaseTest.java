package dev.sluice.connector.staging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ReadSource;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaseTest {

    private static final TransferId ID = new TransferId("20260101_000000_0000000000000001");
    private static final PoolObject SOURCE = PoolObject.dataSource("sluice_source_" + ID.text());

    @TempDir
    private java.nio.file.Path folder;

    private StagingArea area;
    private LedgerEntry entry;

    @BeforeEach
    void openArea() {
        open(new Configuration());
    }

    @Test
    void closesOnce() throws IOException {
        Lease lease = lease(entry.leaving(entry.folders(), List.of()));

        Lease.closeAll();
        Files.createDirectories(staged());
        lease.close();

        assertThat(staged()).exists();
        assertThat(ledger()).doesNotExist();
    }

    @Test
    void keepsInTheLedgerWhatTheSqlPoolDidNotDrop() throws IOException {
        lease(entry).close();

        assertThat(staged()).doesNotExist();
        assertThat(area.ledger().read(ID)).contains(entry.leaving(List.of(), List.of(SOURCE)));
    }

    /** A session's end and a view that is replaced may both close a lease: who returns finds the files gone. */
    @Test
    void letsASecondCloserWaitForTheFirst() throws Exception {
        Configuration slow = new Configuration();
        slow.setClass("fs.file.impl", SlowFiles.class, FileSystem.class);
        slow.setBoolean("fs.file.impl.disable.cache", true);
        open(slow);
        Lease lease = lease(entry.leaving(entry.folders(), List.of()));
        AtomicBoolean found = new AtomicBoolean();
        Thread first = new Thread(lease::close, "first");
        Thread second = new Thread(
                () -> {
                    Lease.closeAll();
                    found.set(Files.exists(staged()) || Files.exists(ledger()));
                },
                "second");

        first.start();
        SlowFiles.DELETING.await();
        second.start();
        while (second.getState() == Thread.State.NEW || second.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        SlowFiles.GO_ON.countDown();
        first.join();
        second.join();

        assertThat(found).isFalse();
        assertThat(ledger()).doesNotExist();
    }

    /** Deletes when it is told to. Hadoop makes it, so that its switches belong to the class. */
    public static final class SlowFiles extends LocalFileSystem {

        private static final CountDownLatch DELETING = new CountDownLatch(1);
        private static final CountDownLatch GO_ON = new CountDownLatch(1);

        @Override
        public boolean delete(Path path, boolean recursive) throws IOException {
            DELETING.countDown();
            try {
                GO_ON.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted");
            }
            return super.delete(path, recursive);
        }
    }

    private void open(Configuration configuration) {
        area = StagingArea.open(new StagingPlace(folder.toUri(), null, null), configuration);
        TransferRequest.Read request = new TransferRequest.Read(
                ID,
                PoolAddress.CONFIGURED,
                ReadSource.ofQuery("SELECT 1 AS a"),
                "v",
                null,
                Hooks.NONE,
                Verification.COUNT,
                null);
        entry = LedgerEntry.opened(request, "app", "db on h", "2026-01-01T00:00:00Z", staged().toString())
                .loading(List.of(SOURCE));
    }

    private Lease lease(LedgerEntry stands) {
        area.create(area.data(ID));
        area.ledger().write(stands, 1);
        return Lease.of(area, stands, 1);
    }

    private java.nio.file.Path staged() {
        return folder.resolve(ID.text());
    }

    private java.nio.file.Path ledger() {
        return folder.resolve("_sluice/ledger").resolve(ID.text());
    }
}
