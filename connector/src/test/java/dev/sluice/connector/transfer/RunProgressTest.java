package dev.sluice.connector.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.Batches;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferReceipt.StatementCount;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunProgressTest {

    private final TransferFailedException refused =
            TransferFailedException.of(ErrorCode.SQL_REFUSED, "what", "why", "fix");
    private final TransferFailedException lost =
            TransferFailedException.of(ErrorCode.SQL_POOL_UNREACHABLE, "what", "why", "fix");
    private final TransferFailedException cancelled =
            TransferFailedException.of(ErrorCode.CANCELLED, "what", "why", "fix");

    @Test
    void keepsTheFailureOfAnOnlyStatement() {
        assertThat(progress("DELETE t").failed(refused)).isSameAs(refused);
    }

    @Test
    void saysWhatBecameOfTheOthers() {
        RunProgress progress =
                progress("DELETE t; BEGIN TRAN; DELETE u; COMMIT; DELETE v; DELETE w; DELETE x; DELETE y");
        for (int i = 0; i < 6; i++) {
            assertThat(progress.ran(List.of(1L))).hasSize(1);
        }

        TransferFailure failure = progress.failed(refused).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.SQL_REFUSED);
        assertThat(failure.what()).isEqualTo("Statement 7 of 8 failed, at line 1: DELETE x");
        assertThat(failure.why()).isEqualTo("what: why. Statements 1 to 6 took effect; statement 8 did not run");
        assertThat(failure.fix()).isEqualTo("fix");
        assertThat(failure.details()).contains("1. took effect, 1 row: DELETE t", "7. failed: DELETE x");
    }

    @Test
    void saysThatATransactionIsRolledBack() {
        RunProgress progress = progress("DELETE t;~BEGIN TRAN;~DELETE u;~DELETE v;~COMMIT".replace('~', '\n'));
        progress.ran(List.of(2L));
        progress.ran(List.of());
        assertThat(progress.isTransactionOpen()).isTrue();
        progress.ran(List.of(3L));

        TransferFailure failure = progress.failed(refused).failure();

        assertThat(failure.what()).isEqualTo("Statement 4 of 5 failed, at line 4: DELETE v");
        assertThat(failure.why())
                .isEqualTo("what: why. Statement 1 took effect; statements 2 to 3 were rolled back; statement 5 did not"
                        + " run");
        assertThat(failure.details()).contains("3. was rolled back, 3 rows: DELETE u");
    }

    @Test
    void doesNotKnowWhatABrokenConnectionLeaves() {
        RunProgress progress = progress("DELETE t; DELETE u");
        progress.ran(List.of(2L));

        TransferFailure failure = progress.failed(lost).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure.what()).isEqualTo("Whether statement 2 of 2 took effect is not known, at line 1: DELETE u");
        assertThat(failure.details()).contains("2. is not known: DELETE u");
        assertThat(progress("DELETE t").failed(lost).failure().what())
                .isEqualTo("Whether statement 1 of 1 took effect is not known, at line 1: DELETE t");
    }

    @Test
    void countsWhatTheServerTells() {
        RunProgress progress = progress("DECLARE @a int = 1; DELETE t; SELECT @a\nGO\nDELETE u");

        assertThat(progress.ran(Arrays.asList(2L, null)))
                .containsExactly(
                        new StatementCount("result 1 of: DECLARE @a int = 1; DELETE t; SELECT @a", 2L),
                        new StatementCount("result 2 of: DECLARE @a int = 1; DELETE t; SELECT @a", null));
        assertThat(progress.ran(List.of())).containsExactly(new StatementCount("DELETE u", null));
    }

    @Test
    void saysWhatIsLeftOpen() {
        RunProgress progress = progress("DELETE t; BEGIN TRAN; DELETE u");
        progress.ran(List.of(1L));
        progress.ran(List.of());
        progress.ran(List.of(1L));

        TransferFailure failure = progress.leftOpen().failure();

        assertThat(failure.why()).isEqualTo("Its statements were rolled back: 2 to 3");
        assertThat(failure.details())
                .contains("1. took effect, 1 row: DELETE t", "3. was rolled back, 1 row: DELETE u");
    }

    @Test
    void saysThatABatchIsNotToldApart() {
        assertThat(progress("DECLARE @a int = 1; DELETE t")
                        .failed(refused)
                        .failure()
                        .why())
                .isEqualTo(
                        "what: why. It uses variables or blocks: its statements went to the server together, and what"
                                + " stands before the failing one may have taken effect");
    }

    @Test
    void saysThatACancelledStatementMayHaveTakenEffect() {
        TransferFailure failure = progress("DELETE t").failed(cancelled).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(failure.what()).isEqualTo("Whether statement 1 of 1 took effect is not known, at line 1: DELETE t");
        assertThat(failure.why()).isEqualTo("what: why");
        assertThat(failure.fix()).isEqualTo("Look at what it changes, by %%sqlpool query, before you run it again");
        assertThat(failure.details()).contains("1. is not known: DELETE t");
    }

    @Test
    void saysThatACancelledStatementChangedNothingIfItCannotHave() {
        assertThat(progress("SELECT 1 AS a").failed(cancelled)).isSameAs(cancelled);
        RunProgress progress = progress("BEGIN TRAN; DELETE t; DELETE u; COMMIT");
        progress.ran(List.of());
        progress.ran(List.of(1L));

        TransferFailure failure = progress.failed(cancelled).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(failure.what()).isEqualTo("Statement 3 of 4 was cancelled, at line 1: DELETE u");
        assertThat(failure.why()).isEqualTo("what: why. Statements 1 to 2 were rolled back; statement 4 did not run");
    }

    @Test
    void doesNotKnowWhatACancelledCommitDid() {
        RunProgress progress = progress("BEGIN TRAN; DELETE t; COMMIT");
        progress.ran(List.of());
        progress.ran(List.of(1L));

        assertThat(progress.failed(cancelled).failure().code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void saysWhatRanBeforeACancelBetweenStatements() {
        RunProgress progress = progress("DELETE t; DELETE u; DELETE v");
        progress.ran(List.of(1L));

        TransferFailure failure = progress.cancelled(cancelled).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(failure.what()).isEqualTo("The cell was cancelled before statement 2 of 3");
        assertThat(failure.why()).isEqualTo("why. Statement 1 took effect; statements 2 to 3 did not run");
        assertThat(failure.details()).contains("1. took effect, 1 row: DELETE t", "2. did not run: DELETE u");
    }

    private static RunProgress progress(String script) {
        return new RunProgress(Batches.of(script));
    }
}
