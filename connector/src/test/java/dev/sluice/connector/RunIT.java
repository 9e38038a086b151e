package dev.sluice.connector;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.staging.Lease;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ResultTable;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.StatementCount;
import dev.sluice.transfer.TransferRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells of several statements: each of them is told of. */
final class RunIT {

    private static final LocalPool POOL = LocalPool.shared();

    @AfterEach
    void leavesNothing() {
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

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

        assertThat(receipt.results())
                .extracting(result -> result.rows().get(0))
                .containsExactly(List.of(7), List.of("GO\nGO"));
        assertThat(receipt.warnings()).isEmpty();
    }

    @Test
    void showsTheFirstOfVeryManyResults() {
        String selects = IntStream.rangeClosed(1, 21)
                .mapToObj(i -> "SELECT " + i + " AS n")
                .collect(joining(";"));

        TransferReceipt receipt = Cell.receipt(POOL.spark(), Cell.run(selects));

        assertThat(receipt.results())
                .extracting(result -> result.rows().get(0).get(0))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(receipt.warnings()).containsExactly("Only the first 20 of 21 results are shown");
    }

    @Test
    void capsEachResult() {
        POOL.sql("CREATE TABLE dbo.run8 (a int)");
        for (int i = 0; i < 11; i++) {
            POOL.sql("INSERT INTO dbo.run8 VALUES (" + i + ")");
        }

        TransferReceipt receipt = Cell.receipt(
                POOL.spark(),
                Cell.run(
                        "SELECT x.a FROM dbo.run8 AS x CROSS JOIN dbo.run8 AS y CROSS JOIN dbo.run8 AS z; SELECT 1 AS one"));

        assertThat(receipt.results()).extracting(result -> result.rows().size()).containsExactly(1000, 1);
        assertThat(receipt.results()).extracting(ResultTable::truncated).containsExactly(true, false);
    }

    @Test
    void labelsEachStatementThatTakesALabel() {
        POOL.sql("CREATE TABLE dbo.run7 (a int)");

        TransferReceipt receipt = Cell.receipt(
                POOL.spark(),
                new TransferRequest.Run(
                        PoolAddress.CONFIGURED,
                        "INSERT INTO dbo.run7 SELECT 1; SELECT a FROM dbo.run7; DROP TABLE dbo.run7",
                        "it's labelled"));

        assertThat(receipt.warnings()).isEmpty();
        assertThat(labelled("it''s labelled"))
                .containsExactlyInAnyOrder(
                        "INSERT INTO dbo.run7 SELECT 1 OPTION (LABEL = N'it''s labelled')",
                        "SELECT a FROM dbo.run7 OPTION (LABEL = N'it''s labelled')");
        assertThat(Cell.receipt(
                                POOL.spark(),
                                new TransferRequest.Run(
                                        PoolAddress.CONFIGURED, "CREATE TABLE dbo.run7 (a int)", "unused"))
                        .warnings())
                .containsExactly("The label was not used: none of the statements takes one");
    }

    @ParameterizedTest
    @CsvSource({"labelled query,", "labelled view,run_view"})
    void labelsAQuery(String label, @Nullable String view) {
        Cell.receipt(
                POOL.spark(),
                new TransferRequest.Query(
                        TransferId.create(), PoolAddress.CONFIGURED, "SELECT 1 AS a", view, 100, label));

        assertThat(labelled(label)).hasSize(1).allMatch(command -> command.contains("1 AS a"));
    }

    @Test
    void stopsAQueryAfterTheRowsThatAreShown() {
        TransferReceipt receipt = Cell.receipt(
                POOL.spark(),
                new TransferRequest.Query(
                        TransferId.create(),
                        PoolAddress.CONFIGURED,
                        "SELECT c.name AS a, d.name AS b, e.name AS c FROM sys.columns AS c CROSS JOIN sys.columns AS d"
                                + " CROSS JOIN sys.columns AS e",
                        null,
                        7,
                        "endless"));

        assertThat(receipt.results().get(0).rows()).hasSize(7);
        assertThat(receipt.results().get(0).truncated()).isTrue();
        assertThat(receipt.rows()).isEqualTo(7);
    }

    private static List<String> labelled(String label) {
        return POOL.query("SELECT command FROM sys.dm_pdw_exec_requests WHERE [label] = '" + label + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "1v", "v.w", ""})
    void refusesTheNameOfAViewBeforeAnythingIsAsked(String view) {
        List<TransferRequest> requests = List.of(
                Cell.readQuery("SELECT a FROM dbo.no_such_table", view),
                Cell.readTable("dbo.no_such_table", view, null),
                new TransferRequest.Query(
                        TransferId.create(),
                        PoolAddress.CONFIGURED,
                        "SELECT a FROM dbo.no_such_table",
                        view,
                        100,
                        null));
        for (TransferRequest request : requests) {
            TransferFailure failure = Cell.failure(POOL.spark(), request);
            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(failure.what()).isEqualTo("Invalid view name '" + view + "'");
        }
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
