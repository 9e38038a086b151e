package dev.sluice.connector.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.settings.StagingPlace;
import dev.sluice.connector.sql.ExternalTable;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.OwnName;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ReadSource;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.hadoop.conf.Configuration;

/** Entries of the ledger that name what is somebody else's. */
class OwnWorksFuzzTest {

    private static final TransferId ID = new TransferId("20260101_000000_0000000000000001");
    private static final String ROOT = "file:/lake/staging";
    private static final StagingArea AREA =
            StagingArea.open(new StagingPlace(URI.create(ROOT), null, null), new Configuration());

    @Provide
    Arbitrary<String> folders() {
        return Mutations.ofText(
                        List.of(
                                ROOT + '/' + ID,
                                ROOT + '/' + ID + "/data",
                                "file:/lake/out/" + ID,
                                "file:/lake/precious"),
                        List.of(
                                "..", ".", "/", "//", "%2e%2e", "\\", ID.text(), "staging", ":1", "file:", "blob.",
                                "\u0000"))
                .filter(OwnWorksFuzzTest::isFolder);
    }

    /** Whether an entry can name it at all. */
    private static boolean isFolder(String text) {
        try {
            return !opened().leaving(List.of(text), List.of()).folders().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Provide
    Arbitrary<String> tables() {
        return Mutations.ofText(
                        List.of(OwnName.of("new", ID), OwnName.of("old", ID), "orders", "sluice_new_"),
                        List.of(ID.text(), "sluice_", "old", "_", "]", "\u0130", " "))
                .filter(name -> !name.isEmpty() && name.length() <= 128 && name.indexOf('\0') < 0);
    }

    private static LedgerEntry opened() {
        return LedgerEntry.opened(
                new TransferRequest.Read(
                        ID,
                        PoolAddress.CONFIGURED,
                        new ReadSource(new TableName(null, "dbo", "t"), null, List.of(), null, null, LossPolicy.REFUSE),
                        "v",
                        null,
                        Hooks.NONE,
                        Verification.COUNT,
                        null),
                "application",
                "database d on h",
                "2026-01-01T00:00:00Z",
                ROOT + '/' + ID);
    }

    /** What passes lies in the transfer's own folder, or has a name that asks for a look at the mark in it. */
    @Property
    void passesFoldersOfTransfersOnly(@ForAll("folders") String folder) {
        if (passes(opened().leaving(List.of(folder), List.of()))) {
            String path =
                    new org.apache.hadoop.fs.Path(folder).toUri().normalize().getPath();
            assertThat(path.startsWith("/lake/staging/" + ID + "/")
                            || TransferId.isOne(path.substring(path.lastIndexOf('/') + 1)))
                    .as(path)
                    .isTrue();
        }
        if (passes(opened().publishing(new Publishing.Move(folder, ROOT), List.of(), 1))) {
            String path =
                    new org.apache.hadoop.fs.Path(folder).toUri().normalize().getPath();
            assertThat(path + '/').startsWith("/lake/staging/" + ID + "/");
        }
    }

    @Property
    void passesTablesOfTheTransferOnly(@ForAll("tables") String name) {
        TableName table = new TableName(null, "dbo", name);
        List<LedgerEntry> forged = List.of(
                opened().loading(List.of(PoolObject.table(table))),
                opened().publishing(new Publishing.Rename(table, 1, table), List.of(), 1),
                opened().publishing(new Publishing.Replace(table, 1, table, 2, table), List.of(), 1),
                opened().publishing(new Publishing.Insert(table, table), List.of(), 1));
        for (LedgerEntry entry : forged) {
            if (passes(entry)) {
                assertThat(name).matches("sluice_(ext|new|old|void|mark)_" + ID);
            }
        }
        assertThat(passes(opened().publishing(
                                new Publishing.Define(
                                        new ExternalTable(table, "/a/", name, name),
                                        ROOT,
                                        ROOT,
                                        null,
                                        List.of(),
                                        null,
                                        List.of()),
                                List.of(),
                                1)))
                .isFalse();
    }

    private static boolean passes(LedgerEntry entry) {
        try {
            OwnWorks.check(entry, AREA);
            return true;
        } catch (TransferFailedException e) {
            assertThat(e.failure().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(e.failure().what()).startsWith("The ledger entry of transfer " + ID + " names ");
            return false;
        }
    }
}
