package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.magics.cell.CellOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A cell that moves or asks for rows is interrupted: the statement of the SQL pool ends, and the cell says what has become of
 * it. Between them stands the real Livy, which does nothing but cancel the job group of the cell's statement.
 */
class InterruptIT {

    private static final TestPool POOL = TestPool.in(Path.of("target/interrupts"));

    /** More pairs than anybody counts within a day. */
    private static final String ENDLESS = "FROM dbo.Many AS a CROSS JOIN dbo.Many AS b CROSS JOIN dbo.Many AS c";

    @BeforeAll
    static void start() {
        POOL.emptied().up();
        try (Notebook notebook = Notebook.on(POOL)) {
            notebook.run("many = spark.range(100_000)");
            notebook.run("%%sqlpool write many -> dbo.Many");
        }
    }

    @AfterAll
    static void stop() {
        POOL.down();
    }

    @Test
    void endsAQuery() throws Exception {
        try (Notebook notebook = Notebook.on(POOL)) {
            warm(notebook);

            CellOutcome.Failed failed = interrupted(notebook, "%%sqlpool query\nSELECT COUNT_BIG(*) AS n " + ENDLESS);

            assertThat(failed.name()).isEqualTo("CANCELLED");
            assertThat(failed.message())
                    .isEqualTo("The transfer was cancelled\nThe SQL pool was told to end the statement that it ran\n"
                            + "Run the cell again when you like");
            assertThat(notebook.run("print('after')").strip()).isEqualTo("after");
        }
    }

    @Test
    void saysThatAStatementMayHaveTakenEffect() throws Exception {
        try (Notebook notebook = Notebook.on(POOL)) {
            warm(notebook);

            CellOutcome.Failed failed = interrupted(
                    notebook, "%%sqlpool run\nCREATE TABLE dbo.Never WITH (HEAP) AS SELECT a.id " + ENDLESS);

            assertThat(failed.name()).isEqualTo("OUTCOME_UNKNOWN");
            assertThat(failed.message())
                    .startsWith("Whether statement 1 of 1 took effect is not known, at line 1: CREATE TABLE dbo.Never");
            assertThat(notebook.rows("sys.tables WHERE name = 'Never'")).isZero();
        }
    }

    /** The frame is a query of the SQL pool, which exports it while Spark stages the write. */
    @Test
    void endsAWriteAndLeavesTheTableAsItWas() throws Exception {
        try (Notebook notebook = Notebook.on(POOL)) {
            notebook.run("few = spark.range(7)\nendless = spark.read.format('sqlanalytics').option('query',"
                    + " 'SELECT a.id " + ENDLESS + "').load()");
            notebook.run("%%sqlpool write few -> dbo.Target --mode overwrite");

            CellOutcome.Failed failed = interrupted(notebook, "%%sqlpool write endless -> dbo.Target --mode overwrite");

            assertThat(failed.name()).isEqualTo("CANCELLED");
            assertThat(failed.message())
                    .endsWith(
                            "\nNothing was written: [dbo].[Target] has the rows that it had. Run the cell again when you like");
            assertThat(notebook.rows("dbo.Target")).isEqualTo(7);
            assertThat(left(POOL.layout().lake().resolve("sluicelocal/lake/staging/_sluice/ledger")))
                    .isEmpty();
        }
    }

    /** Has the session load what a transfer needs, so that the next one is at its statement when it shows progress. */
    private static void warm(Notebook notebook) {
        notebook.run("%%sqlpool query\nSELECT 1 AS a");
    }

    /** Runs a cell, and interrupts it as soon as it shows that it runs. */
    private static CellOutcome.Failed interrupted(Notebook notebook, String cell) throws InterruptedException {
        RecordedOutput output = new RecordedOutput();
        CompletableFuture<CellOutcome.Failed> failed = CompletableFuture.supplyAsync(() -> notebook.fail(cell, output));
        output.awaitProgress();
        notebook.interrupt();
        return failed.join();
    }

    private static List<Path> left(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
