package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.StatementCount;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Cells of several statements: each of them is told of. */
final class RunIT {

    private static final LocalPool POOL = LocalPool.shared();

    @Test
    void countsEachStatement() {
        TransferReceipt receipt = Cell.receipt(POOL.spark(), Cell.run("""
            CREATE TABLE dbo.run1 (a int); INSERT INTO dbo.run1 VALUES (1);
            INSERT INTO dbo.run1 SELECT a + 1 FROM dbo.run1; UPDATE dbo.run1 SET a = a;
            DELETE FROM dbo.run1 WHERE a = 2; DROP TABLE dbo.run1\
            """));

        assertThat(receipt.counts())
                .containsExactly(
                        new StatementCount("CREATE TABLE dbo.run1 (a int)", null),
                        new StatementCount("INSERT INTO dbo.run1 VALUES (1)", 1L),
                        new StatementCount("INSERT INTO dbo.run1 SELECT a + 1 FROM dbo.run1", 1L),
                        new StatementCount("UPDATE dbo.run1 SET a = a", 2L),
                        new StatementCount("DELETE FROM dbo.run1 WHERE a = 2", 1L),
                        new StatementCount("DROP TABLE dbo.run1", null));
        assertThat(receipt.rows()).isEqualTo(5);
    }

    @Test
    void saysWhichStatementFailedAndWhichTookEffect() {
        TransferFailure failure = Cell.failure(POOL.spark(), Cell.run("""
            CREATE TABLE dbo.run2 (a int); INSERT INTO dbo.run2 VALUES (1);
            DROP TABLE dbo.no_such;
            INSERT INTO dbo.run2 VALUES (2)\
            """));

        assertThat(failure.what()).isEqualTo("Statement 3 of 4 failed, at line 2: DROP TABLE dbo.no_such");
        assertThat(failure.why()).endsWith("Statements 1 to 2 took effect; statement 4 did not run");
        assertThat(failure.details())
                .contains(
                        "1. took effect: CREATE TABLE dbo.run2 (a int)",
                        "2. took effect, 1 row: INSERT INTO dbo.run2 VALUES (1)",
                        "3. failed: DROP TABLE dbo.no_such",
                        "4. did not run: INSERT INTO dbo.run2 VALUES (2)");
        assertThat(POOL.query("SELECT a FROM dbo.run2")).containsExactly("1");
    }

    @Test
    void saysThatAnOpenTransactionWasRolledBack() {
        POOL.sql("CREATE TABLE dbo.run3 (a int)");
        TransferFailure failure = Cell.failure(
                POOL.spark(),
                Cell.run("BEGIN TRANSACTION; INSERT INTO dbo.run3 VALUES (1); INSERT INTO dbo.no_such VALUES (2);"
                        + " COMMIT TRANSACTION"));

        assertThat(failure.what()).isEqualTo("Statement 3 of 4 failed, at line 1: INSERT INTO dbo.no_such VALUES (2)");
        assertThat(failure.why()).endsWith("Statements 1 to 2 were rolled back; statement 4 did not run");
        assertThat(POOL.query("SELECT a FROM dbo.run3")).isEmpty();
    }

    @Test
    void refusesATransactionThatIsNotCommitted() {
        POOL.sql("CREATE TABLE dbo.run4 (a int)");
        TransferFailure failure =
                Cell.failure(POOL.spark(), Cell.run("BEGIN TRANSACTION; INSERT INTO dbo.run4 VALUES (1)"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failure.what()).isEqualTo("A transaction is open at the end of the cell");
        assertThat(failure.why()).isEqualTo("Its statements were rolled back: 1 to 2");
        assertThat(POOL.query("SELECT a FROM dbo.run4")).isEmpty();
    }

    @Test
    void sendsTogetherWhatBelongsTogether() {
        TransferReceipt receipt =
                Cell.receipt(POOL.spark(), Cell.run("DECLARE @a int = 7; SELECT @a AS a;\nGO\nSELECT 'GO\nGO' AS b"));

        assertThat(Objects.requireNonNull(receipt.result()).rows().get(0)).containsExactly("GO\nGO");
        assertThat(receipt.warnings()).containsExactly("Only the last of 2 results is shown");
    }

    @Test
    void saysWhatOfABatchMayHaveTakenEffect() {
        POOL.sql("CREATE TABLE dbo.run5 (a int)");
        TransferFailure failure = Cell.failure(POOL.spark(), Cell.run("""
            SELECT 1 AS one
            GO
            DECLARE @a int = 7; INSERT INTO dbo.run5 VALUES (@a); INSERT INTO dbo.no_such VALUES (@a)\
            """));

        assertThat(failure.what()).startsWith("Statement 2 of 2 failed, at line 3: DECLARE @a int = 7; INSERT");
        assertThat(failure.why())
                .endsWith("It uses variables or blocks: its statements went to the server together, and what stands"
                        + " before the failing one may have taken effect; statement 1 took effect");
    }

    @Test
    void doesNotStopAfterTheRowsThatAreShown() {
        POOL.sql("CREATE TABLE dbo.run6 (a int)");

        Cell.receipt(
                POOL.spark(),
                Cell.run("DECLARE @a int = 1; SELECT TOP (2000) x.number AS n FROM (SELECT ROW_NUMBER() OVER (ORDER BY"
                        + " c.name) AS number FROM sys.columns AS c CROSS JOIN sys.columns AS d) AS x;"
                        + " INSERT INTO dbo.run6 VALUES (@a)"));

        assertThat(POOL.query("SELECT a FROM dbo.run6")).containsExactly("1");
    }
}
