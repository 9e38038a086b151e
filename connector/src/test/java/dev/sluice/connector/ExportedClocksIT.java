package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.staging.Lease;
import dev.sluice.connector.transfer.Access;
import dev.sluice.connector.transfer.ReadTransfer;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ReadSource;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wall clocks of a table that are no one instant of the session's time zone. */
final class ExportedClocksIT {

    private static final LocalPool POOL = LocalPool.shared();

    @BeforeAll
    static void makeTable() {
        POOL.sql(
                "CREATE TABLE dbo.wall_clocks (id int, t datetime2(7) NULL, d datetime NULL)",
                "INSERT INTO dbo.wall_clocks VALUES (1, '2026-10-25 02:30:00', '2026-03-29 02:30:00')",
                "INSERT INTO dbo.wall_clocks VALUES (2, '2026-10-25 02:59:59', '2026-03-29 03:00:00')",
                "INSERT INTO dbo.wall_clocks VALUES (3, '2026-10-25 03:00:00', '2026-03-29 01:59:00')",
                "INSERT INTO dbo.wall_clocks VALUES (4, NULL, NULL)");
    }

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @Test
    void refusesClocksThatAZoneNeverShows() {
        assertThatThrownBy(() -> read("Europe/Berlin", LossPolicy.REFUSE))
                .isInstanceOfSatisfying(
                        TransferFailedException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.VALUE_OUT_OF_RANGE))
                .hasMessage("""
                        Values would change on their way to Spark
                        Why: column d: 1 value is read as a later clock time, because clocks of Europe/Berlin never show \
                        it, such as '2026-03-29 02:30:00'
                        Fix: Set spark.sql.session.timeZone to UTC, whose clocks show every time, or leave the column or \
                        the rows out. A read with --allow-loss (option allowLoss) takes them all the same, and the \
                        receipt counts them""");
    }

    @Test
    void countsThoseThatAreAllowedAndWarnsOfClocksThatAZoneShowsTwice() {
        TransferReceipt receipt = read("Europe/Berlin", LossPolicy.ALLOW);

        assertThat(receipt.rows()).isEqualTo(4);
        assertThat(receipt.warnings())
                .containsExactly(
                        "Column t: 2 values fall into a time that the clocks of Europe/Berlin show twice, such as"
                                + " 2026-10-25 02:30:00: each is read as the earlier instant. Set"
                                + " spark.sql.session.timeZone to UTC to read what T-SQL shows");
        assertThat(receipt.losses())
                .containsExactly(new TransferReceipt.Loss(
                        "d",
                        "read as a later clock time, because clocks of Europe/Berlin never show it",
                        1,
                        "2026-03-29 02:30:00"));
    }

    @Test
    void warnsOfNothingWhereEveryClockIsOneInstant() {
        for (String zone : List.of("UTC", "Asia/Kolkata", "+02:00", "America/Phoenix")) {
            assertThat(read(zone, LossPolicy.REFUSE).warnings()).as(zone).isEmpty();
        }
    }

    private static TransferReceipt read(String zone, LossPolicy loss) {
        SparkSession session = POOL.spark().newSession();
        session.conf().set("spark.sql.session.timeZone", zone);
        return new ReadTransfer(
                        Environment.of(session),
                        new TransferRequest.Read(
                                TransferId.create(),
                                PoolAddress.CONFIGURED,
                                new ReadSource(TableName.parse("dbo.wall_clocks"), null, List.of(), null, null, loss),
                                "wall_clocks",
                                null,
                                Hooks.NONE,
                                Verification.CHECKSUM,
                                null),
                        Access.CONFIGURED)
                .run();
    }
}
