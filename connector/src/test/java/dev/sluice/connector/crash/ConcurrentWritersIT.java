package dev.sluice.connector.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.recovery.Recovery;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two writers to one table at once: the first waits before the statement that makes its rows visible, the second comes and
 * goes meanwhile. Rows are never mixed, and each writer hears what became of its own.
 */
final class ConcurrentWritersIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final CrashedTable TABLE = new CrashedTable(POOL);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PUBLISHED = "published";

    @AfterEach
    void leavesNothing() throws IOException {
        POOL.sqlFaults().write(List.of());
        Recovery.of(POOL.spark()).collect(Duration.ZERO, false);
        List<String> left = TABLE.leftBehind();
        TABLE.clean();
        assertThat(left).isEmpty();
    }

    @Test
    void oneOfTwoThatMakeATableIsToldThatItIsThere() throws IOException {
        Heard heard = meet(WriteKind.CREATE, "^RENAME OBJECT");

        assertThat(heard).isEqualTo(new Heard(ErrorCode.TABLE_EXISTS.name(), PUBLISHED));
        assertThat(TABLE.rows()).contains(List.of(WriteKind.LATER));
    }

    @Test
    void oneOfTwoThatMakeAnExternalTableIsToldThatItIsThere() throws IOException {
        Heard heard = meet(WriteKind.CREATE_EXTERNAL, "^CREATE EXTERNAL TABLE \\[dbo\\]\\.\\[crashed\\]");

        assertThat(heard).isEqualTo(new Heard(ErrorCode.TABLE_EXISTS.name(), PUBLISHED));
        assertThat(TABLE.rows()).contains(List.of(WriteKind.LATER));
    }

    @Test
    void bothThatAddRowsHaveAddedThem() throws IOException {
        Heard heard = meet(WriteKind.APPEND, "^BEGIN TRANSACTION");

        assertThat(heard).isEqualTo(new Heard(PUBLISHED, PUBLISHED));
        assertThat(TABLE.rows()).contains(List.of("1|old", "2|new", "3|newer", WriteKind.LATER));
    }

    @Test
    void theLastOfTwoThatReplaceRowsWins() throws IOException {
        Heard heard = meet(WriteKind.REPLACE_ROWS, "^ALTER TABLE");

        assertThat(heard).isEqualTo(new Heard(PUBLISHED, PUBLISHED));
        assertThat(TABLE.rows()).contains(WriteKind.REPLACE_ROWS.after());
    }

    @Test
    void theLastOfTwoThatReplaceATableWins() throws IOException {
        Heard heard = meet(WriteKind.REPLACE_TABLE, "^RENAME OBJECT \\[dbo\\]\\.\\[crashed\\]");

        assertThat(heard).isEqualTo(new Heard(PUBLISHED, PUBLISHED));
        assertThat(TABLE.rows()).contains(WriteKind.REPLACE_TABLE.after());
    }

    /** The first one finds that the name is taken which its table had to free. The former table is kept, under another name. */
    @Test
    void whoComesBetweenTwoRenamesWins() throws IOException {
        Heard heard = meet(WriteKind.REPLACE_TABLE, "^RENAME OBJECT \\[dbo\\]\\.\\[sluice_new_");

        assertThat(heard).isEqualTo(new Heard(ErrorCode.TABLE_EXISTS.name(), PUBLISHED));
        assertThat(TABLE.rows()).contains(List.of(WriteKind.LATER));
        String former = POOL.query("SELECT name FROM sys.tables WHERE name LIKE 'sluice[_]old[_]%'")
                .get(0);
        assertThat(POOL.query("SELECT id, name FROM dbo." + former)).containsExactly("1|old");
        POOL.sql("DROP TABLE dbo." + former);
    }

    /** What the two hear: {@code published} or the code of the failure. */
    private record Heard(String first, String second) {}

    private static Heard meet(WriteKind kind, String statement) throws IOException {
        kind.prepare(POOL);
        FaultRule rule = FaultRule.of(
                        "the first waits before " + statement + " of " + kind, new Fault.Pause(Moment.BEFORE))
                .where("application", "^Sluice$")
                .where("text", statement);
        long from = POOL.sqlFaults().journalLength();
        POOL.sqlFaults().write(List.of(rule));
        TransferId id = TransferId.create();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> heard(() -> kind.write(POOL, id)));
        POOL.sqlFaults()
                .await(
                        from,
                        entry -> entry.rule().equals(rule.name()) && entry.event() == JournalEntry.Event.PAUSED,
                        PATIENCE);
        String second = heard(() -> {
            TransferReceipt receipt = kind.writeLater(POOL);
            assertThat(receipt.warnings())
                    .contains("Transfer " + id + " of Spark application "
                            + POOL.spark().sparkContext().applicationId()
                            + " writes to the same table at the same time");
            return receipt;
        });
        POOL.sqlFaults().write(List.of());
        return new Heard(first.join(), second);
    }

    private static String heard(Supplier<TransferReceipt> write) {
        try {
            var unused = write.get();
            return PUBLISHED;
        } catch (TransferFailedException e) {
            return e.failure().code().name();
        }
    }
}
