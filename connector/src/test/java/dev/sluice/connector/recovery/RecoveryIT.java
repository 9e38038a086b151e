package dev.sluice.connector.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.PoolObject;
import dev.sluice.connector.staging.Heartbeat;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.OwnName;
import dev.sluice.connector.staging.Publishing;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.connector.transfer.Access;
import dev.sluice.connector.transfer.WriteTransfer;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferReport;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.TransferState;
import dev.sluice.transfer.Verification;
import dev.sluice.transfer.WriteTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transfers whose driver has died at every step, as they stand in the ledger then. */
final class RecoveryIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final TableName TARGET = new TableName(null, "dbo", "recovered");
    private static final String DEAD = "application_of_the_dead";
    private static final String LIVING = "application_of_the_living";

    private final Environment environment = Environment.of(POOL.spark());
    private final StagingArea area =
            StagingArea.open(environment.resolver().staging(null, null, null), environment.hadoop());
    private final Recovery recovery = Recovery.of(POOL.spark());
    private final TransferId id = TransferId.create();
    private final TableName shadow = new TableName(null, "dbo", OwnName.of("new", id));
    private final TableName settled = new TableName(null, "dbo", OwnName.of("void", id));
    private final TableName aside = new TableName(null, "dbo", OwnName.of("old", id));

    @BeforeEach
    void nothingIsLeft() {
        assertThat(POOL.leftInPool()).isEmpty();
    }

    @AfterEach
    void leavesNothing() {
        if (!POOL.query("SELECT name FROM sys.tables WHERE name = 'recovered'").isEmpty()) {
            POOL.sql("DROP TABLE dbo.recovered");
        }
        area.ledger().read(id).ifPresent(entry -> area.ledger().close(entry));
        area.delete(area.folder(id));
        assertThat(POOL.leftInPool()).isEmpty();
    }

    @Test
    void undoesAWriteThatDiedWhileItLoaded() {
        loading();

        assertThat(recovery.status(id).transfers()).singleElement().satisfies(known -> {
            assertThat(known.state()).isEqualTo(TransferState.NOT_PUBLISHED);
            assertThat(known.step()).isEqualTo("loading");
            assertThat(known.table()).isEqualTo("[dbo].[recovered]");
            assertThat(known.left())
                    .containsExactly(
                            "DROP TABLE [dbo].[" + shadow.table() + "]",
                            "DROP TABLE [dbo].[" + settled.table() + "]",
                            area.folder(id).toString());
        });
        TransferReport report = recovery.resume(id);

        assertThat(report.notes())
                .containsExactly("Its rows are not published: it was undone, and the target is as it was");
        assertThat(report.removals()).extracting(TransferReport.Removal::result).containsOnly("removed");
        assertThat(report.transfers()).singleElement().satisfies(known -> {
            assertThat(known.state()).isEqualTo(TransferState.NOT_PUBLISHED);
            assertThat(known.left()).isEmpty();
            assertThat(known.ended()).isNotNull();
        });
        assertThat(POOL.leftInStaging()).noneMatch(name -> name.contains(id.text()));
        assertThat(recovery.resume(id).notes()).containsExactly("It has come to its end: there is nothing to do");
    }

    @Test
    void findsOutThatRowsArePublishedAndCleansUp() {
        LedgerEntry entry =
                loading().publishing(new Publishing.Rename(shadow, POOL.objectId(shadow), TARGET), List.of(), 1);
        area.ledger().write(entry, 3);
        POOL.sql("RENAME OBJECT " + shadow.toSqlInDatabase() + " TO recovered");

        assertThat(recovery.history(5).transfers())
                .filteredOn(known -> known.id().equals(id))
                .extracting(TransferRecord::state)
                .containsExactly(TransferState.UNKNOWN);
        TransferReport status = recovery.status(id);

        assertThat(status.notes()).containsExactly("The SQL pool was asked: it is published");
        assertThat(status.transfers())
                .extracting(TransferRecord::state, TransferRecord::rows)
                .containsExactly(tuple(TransferState.PUBLISHED, 1L));
        assertThat(area.ledger().read(id).map(LedgerEntry::step)).contains(LedgerEntry.Step.PUBLISHED);
        assertThat(recovery.resume(id).notes())
                .containsExactly(
                        "Its rows are published. What it left behind was cleaned up; a post statement was not run");
        assertThat(POOL.query("SELECT a FROM dbo.recovered")).containsExactly("7");
        assertThat(area.ledger().read(id)).isEmpty();
    }

    @Test
    void givesATableItsNameBackThatADriverLeftBetweenTwoRenames() {
        dyingBetweenTwoRenames();

        TransferReport report = recovery.collect(Duration.ZERO, false);

        assertThat(report.notes()).contains("Transfer " + id + " is not published");
        assertThat(POOL.query("SELECT a FROM dbo.recovered")).containsExactly("1");
        assertThat(area.ledger().read(id)).isEmpty();
    }

    /** Between the two renames somebody made a table of the name: the former rows are neither dropped nor forgotten. */
    @Test
    void tellsOfTheFormerTableUntilAPersonHasLookedAtIt() {
        dyingBetweenTwoRenames();
        POOL.sql("CREATE TABLE dbo.recovered (a int) WITH (HEAP)", "INSERT INTO dbo.recovered VALUES (2)");
        TransferReport.Removal kept = new TransferReport.Removal(
                id,
                "table [dbo].[" + aside.table() + "]",
                "it is the target as it was before, and its name is another table's now: look at both, and rename or"
                        + " drop one of them");

        TransferReport report = recovery.resume(id);

        assertThat(report.notes()).containsExactly("Its rows are not published: it was undone, but for what is left");
        assertThat(report.removals())
                .contains(kept)
                .filteredOn(each -> !each.equals(kept))
                .extracting(TransferReport.Removal::result)
                .containsOnly("removed");
        assertThat(recovery.status(id).transfers())
                .extracting(TransferRecord::left)
                .containsExactly(List.of(kept.what()));
        assertThat(recovery.collect(Duration.ZERO, true).removals()).contains(kept);
        assertThat(recovery.collect(Duration.ZERO, false).removals()).contains(kept);
        assertThat(POOL.query("SELECT a FROM dbo." + aside.table())).containsExactly("1");
        assertThat(POOL.query("SELECT a FROM dbo.recovered")).containsExactly("2");

        POOL.sql("DROP TABLE dbo." + aside.table());
        assertThat(recovery.resume(id).notes())
                .containsExactly("Its rows are not published: it was undone, and the target is as it was");
        assertThat(area.ledger().read(id)).isEmpty();
    }

    /** The next write of the table does not meet what the dead one left. */
    @Test
    void aWriteFirstEndsTheOneBeforeIt() {
        dyingBetweenTwoRenames();

        TransferReceipt receipt = write(request(TransferId.create(), SaveMode.APPEND));

        assertThat(receipt.warnings())
                .containsExactly(
                        "Transfer " + id + " to the same table had not come to its end: it is not published, and"
                                + " what it left behind was taken away");
        assertThat(POOL.query("SELECT a FROM dbo.recovered ORDER BY a")).containsExactly("1", "7");
    }

    @Test
    void answersAWriteOfTheSameIdWithWhatIsOnRecord() {
        POOL.sql("CREATE TABLE dbo.recovered (a char(3)) WITH (HEAP)");
        TransferRequest.Write request = request(id, SaveMode.APPEND, TableType.INTERNAL, LossPolicy.ALLOW);
        TransferReceipt first = write(request, "SELECT 'x' AS a");
        TransferReceipt second = write(request, "SELECT 'x' AS a");

        assertThat(second.rows()).isEqualTo(1);
        assertThat(second.table()).isEqualTo("[dbo].[recovered]");
        assertThat(second.bytes()).isEqualTo(first.bytes());
        assertThat(second.losses())
                .isEqualTo(first.losses())
                .containsExactly(new TransferReceipt.Loss("a", "filled up to char(3)", 1, "x"));
        assertThat(second.warnings())
                .singleElement()
                .asString()
                .matches("This is the answer that is on record: transfer " + id
                        + " ended at 20\\S+Z, and nothing was loaded again");
        assertThat(POOL.query("SELECT a FROM dbo.recovered")).containsExactly("x  ");
    }

    @Test
    void writesAgainUnderTheIdOfAWriteThatWasNotPublished() {
        loading();

        assertThat(write(request(id, SaveMode.ERROR)).rows()).isEqualTo(1);

        assertThat(POOL.query("SELECT a FROM dbo.recovered")).containsExactly("7");
        assertThat(recovery.status(id).transfers())
                .extracting(TransferRecord::state)
                .containsExactly(TransferState.PUBLISHED);
    }

    @Test
    void leavesAloneWhatIsYoungLivesOrBelongsToOthers() {
        loading();
        assertThat(recovery.collect(Duration.ofDays(1), false).notes())
                .anyMatch(note -> note.matches("Left alone: " + id + " began \\d+ (seconds|minutes) ago"));

        TransferReport dry = recovery.collect(Duration.ZERO, true);
        assertThat(dry.removals())
                .contains(
                        new TransferReport.Removal(id, "DROP TABLE [dbo].[" + shadow.table() + "]", "to be removed"),
                        new TransferReport.Removal(id, area.folder(id).toString(), "to be removed"));

        Heartbeat.hold(area, DEAD, id);
        try {
            assertThat(recovery.collect(Duration.ZERO, false).notes())
                    .contains("Left alone: Spark application " + DEAD + " works on " + id + ", or reads its files");
            assertThatThrownBy(() -> recovery.resume(id))
                    .hasMessage("Transfer " + id + " is going on\nWhy: Spark application " + DEAD
                            + " works on it, or still reads its files\n"
                            + "Fix: Wait for its end, or end that application");
            assertThatThrownBy(() -> write(request(id, SaveMode.ERROR)))
                    .hasMessageStartingWith("Transfer " + id + " is going on\n");
        } finally {
            Heartbeat.release(id);
            Heartbeat.endAll();
        }
        assertThat(POOL.leftInPool()).containsExactly(shadow.table());

        assertThat(recovery.collect(Duration.ZERO, false).notes()).contains("Transfer " + id + " is not published");
    }

    @Test
    void forgetsATransferThatDiedBeforeItsFirstStepWasWhole() throws IOException {
        TransferId dead = new TransferId("20260101_000000_00000000000000ab");
        for (TransferId each : List.of(dead, id)) {
            Path entry = POOL.lake("staging/_sluice/ledger/" + each + ".0123456789abcdef");
            Files.createDirectories(entry);
            Files.writeString(entry.resolve("1.json"), "{\"version\":");
        }

        assertThat(recovery.collect(Duration.ZERO, true).notes()).noneMatch(note -> note.contains(dead.text()));
        assertThat(area.ledger().ids()).contains(dead, id);
        assertThat(recovery.collect(Duration.ZERO, false).notes())
                .contains("Transfer " + dead + " had not made anything")
                .noneMatch(note -> note.contains(id.text()));
        assertThat(area.ledger().ids()).doesNotContain(dead).contains(id);
        area.ledger().closeUnwritten(id);
    }

    @Test
    void listsTheOthersIfOneIsOfAnotherVersion() throws IOException {
        write(request(id, SaveMode.ERROR));
        TransferId older = TransferId.create();
        Path entry = POOL.lake("staging/_sluice/ledger/" + older + ".0123456789abcdef");
        Files.createDirectories(entry);
        Files.writeString(entry.resolve("1.json"), "{\"version\":3}");
        try {
            TransferReport report = recovery.history(5);

            assertThat(report.transfers()).extracting(TransferRecord::id).contains(id);
            assertThat(report.notes())
                    .containsExactly("Cannot read the ledger entry of transfer " + older
                            + ": Its version is 3, this connector knows 4");
        } finally {
            area.ledger().closeUnwritten(older);
        }
    }

    /** Whoever may write into the staging folder may not have tables dropped by those who collect. */
    @Test
    void touchesNothingThatNoTransferMakes() {
        POOL.sql("CREATE TABLE dbo.recovered (a int) WITH (HEAP)", "INSERT INTO dbo.recovered VALUES (1)");
        TableName theirs = TARGET;
        LedgerEntry opened = opened();
        for (LedgerEntry forged : List.of(
                opened.loading(List.of(PoolObject.table(TARGET))),
                opened.leaving(List.of(area.place().root().toString()), List.of()),
                opened.leaving(List.of("abfss://lake@sluicelocal.dfs.core.windows.net/precious"), List.of()),
                opened.publishing(new Publishing.Rename(theirs, 1, shadow), List.of(), 1),
                opened.publishing(new Publishing.Insert(theirs, shadow), List.of(), 1),
                opened.publishing(
                        new Publishing.Move(
                                "abfss://lake@sluicelocal.dfs.core.windows.net/external/dbo/a/" + id,
                                "abfss://lake@sluicelocal.dfs.core.windows.net/external/dbo/b/" + id),
                        List.of(),
                        1))) {
            area.ledger().write(forged, 1);

            assertThatThrownBy(() -> recovery.resume(id)).isInstanceOfSatisfying(TransferFailedException.class, e -> {
                assertThat(e.failure().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                assertThat(e.failure().what()).startsWith("The ledger entry of transfer " + id + " names ");
            });
            assertThat(recovery.collect(Duration.ZERO, false).notes())
                    .anyMatch(note -> note.startsWith("Left alone: " + id + ". The ledger entry of transfer "));
        }
        assertThat(POOL.query("SELECT a FROM dbo.recovered")).containsExactly("1");
    }

    /** Nor may whoever knows of a transfer that is over have it undone by an entry for it. */
    @Test
    void undoesNoTransferThatIsPublishedByAForgedEntry() {
        new WriteTransfer(environment, request(id, SaveMode.ERROR, TableType.EXTERNAL), Access.CONFIGURED)
                .run(POOL.spark().sql("SELECT 7 AS a"));
        try {
            String folder =
                    area.place().root().toString().replaceAll("/staging$", "") + "/external/dbo/recovered/" + id;
            TransferId other = TransferId.create();
            LedgerEntry forged = LedgerEntry.opened(
                    request(other, SaveMode.ERROR),
                    DEAD,
                    "database sqlpool on 127.0.0.1:" + POOL.sqlPort(),
                    Instant.now().toString(),
                    area.folder(other).toString());
            PoolObject source = PoolObject.dataSource("sluice_source_" + id);
            area.ledger().write(forged.leaving(List.of(folder), List.of(source)), 1);
            assertThat(recovery.collect(Duration.ZERO, true).removals())
                    .extracting(TransferReport.Removal::result)
                    .containsExactly("to be removed", "to be removed");

            TransferReport report = recovery.collect(Duration.ZERO, false);

            assertThat(report.removals())
                    .extracting(TransferReport.Removal::what, TransferReport.Removal::result)
                    .containsExactly(
                            tuple(
                                    "DROP EXTERNAL DATA SOURCE [" + source.name() + "]",
                                    "left alone: no mark of a folder tells that a transfer made it"),
                            tuple(folder, "left alone: Table [dbo].[recovered] shows its files"));
            assertThat(area.ledger().ids()).doesNotContain(other);
            assertThat(POOL.query("SELECT a FROM dbo.recovered")).containsExactly("7");
        } finally {
            POOL.sql("DROP EXTERNAL TABLE dbo.recovered");
            POOL.sql("DROP EXTERNAL DATA SOURCE sluice_source_" + id);
            POOL.sql("DROP EXTERNAL FILE FORMAT sluice_format_" + id);
        }
    }

    /** Nor have a transfer undone that goes on, by a further step that names a driver that is dead. */
    @Test
    void undoesNoTransferThatGoesOnByAForgedStep() {
        loading();
        area.ledger().write(opened(LIVING), 1);
        TransferId another = TransferId.create();
        Heartbeat.hold(area, LIVING, another);
        try {
            assertThat(area.ledger().read(id).map(LedgerEntry::application)).contains(DEAD);

            TransferReport report = recovery.collect(Duration.ZERO, false);

            assertThat(report.removals()).isEmpty();
            assertThat(report.notes())
                    .contains("Left alone: Spark application " + DEAD + " works on " + id + ", or reads its files");
            assertThat(write(request(another, SaveMode.ERROR)).warnings())
                    .contains("Transfer " + id + " of Spark application " + DEAD
                            + " writes to the same table at the same time");
        } finally {
            Heartbeat.release(another);
            Heartbeat.endAll();
        }
        assertThat(POOL.leftInPool()).containsExactly(shadow.table());
        assertThat(recovery.collect(Duration.ZERO, false).notes()).contains("Transfer " + id + " is not published");
    }

    @Test
    void saysThatNothingIsOnRecord() {
        assertThatThrownBy(() -> recovery.status(id)).isInstanceOfSatisfying(TransferFailedException.class, e -> {
            assertThat(e.failure().code()).isEqualTo(ErrorCode.TRANSFER_NOT_FOUND);
            assertThat(e.failure().what()).isEqualTo("Nothing of transfer " + id + " is on record");
        });
    }

    @Test
    void putsFailuresOnRecordToo() {
        POOL.sql("CREATE TABLE dbo.recovered (a tinyint NOT NULL) WITH (HEAP)");
        TransferRequest.Write request = request(id, SaveMode.APPEND);

        assertThatThrownBy(() -> new WriteTransfer(environment, request, Access.CONFIGURED)
                        .run(POOL.spark().sql("SELECT 700 AS a")))
                .isInstanceOf(TransferFailedException.class);

        assertThat(recovery.status(id).transfers())
                .extracting(TransferRecord::state, TransferRecord::code, TransferRecord::rows)
                .containsExactly(tuple(TransferState.NOT_PUBLISHED, ErrorCode.VALUE_OUT_OF_RANGE, 1L));
    }

    /** As a driver leaves it that died while the pool loaded: the table is there, with one row. */
    private LedgerEntry loading() {
        area.create(area.data(id));
        LedgerEntry opened = opened();
        area.ledger().write(opened, 1);
        LedgerEntry loading = opened.loading(List.of(PoolObject.table(shadow), PoolObject.table(settled)));
        area.ledger().write(loading, 2);
        POOL.sql(
                "CREATE TABLE " + shadow.toSqlInDatabase() + " (a int) WITH (HEAP)",
                "INSERT INTO " + shadow.toSqlInDatabase() + " VALUES (7)");
        return loading;
    }

    /** As a driver leaves it that died between two renames: the target, with one row, has stepped aside. */
    private void dyingBetweenTwoRenames() {
        POOL.sql("CREATE TABLE dbo.recovered (a int) WITH (HEAP)", "INSERT INTO dbo.recovered VALUES (1)");
        LedgerEntry loading = loading();
        Publishing how = new Publishing.Replace(shadow, POOL.objectId(shadow), TARGET, POOL.objectId(TARGET), aside);
        area.ledger().write(loading.publishing(how, List.of(), 1), 3);
        POOL.sql("RENAME OBJECT dbo.recovered TO " + aside.table());
    }

    private LedgerEntry opened() {
        return opened(DEAD);
    }

    private LedgerEntry opened(String application) {
        return LedgerEntry.opened(
                request(id, SaveMode.ERROR),
                application,
                "database sqlpool on 127.0.0.1:" + POOL.sqlPort(),
                Instant.now().toString(),
                area.folder(id).toString());
    }

    private TransferReceipt write(TransferRequest.Write request) {
        return write(request, "SELECT 7 AS a");
    }

    private TransferReceipt write(TransferRequest.Write request, String frame) {
        return new WriteTransfer(environment, request, Access.CONFIGURED)
                .run(POOL.spark().sql(frame));
    }

    private static TransferRequest.Write request(TransferId id, SaveMode mode) {
        return request(id, mode, TableType.INTERNAL);
    }

    private static TransferRequest.Write request(TransferId id, SaveMode mode, TableType type) {
        return request(id, mode, type, LossPolicy.REFUSE);
    }

    private static TransferRequest.Write request(TransferId id, SaveMode mode, TableType type, LossPolicy loss) {
        return new TransferRequest.Write(
                id,
                PoolAddress.CONFIGURED,
                "df",
                List.of(),
                new WriteTarget(TARGET, mode, type, null, null, null, null, LoadMethod.POLYBASE, loss, false),
                null,
                Hooks.NONE,
                Verification.COUNT,
                null);
    }
}
