package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.livy.LivyClient;
import dev.sluice.livy.rest.LivyClients;
import dev.sluice.magics.cell.CellOutcome;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens to a transfer when a part of the pool goes away. The pool is the tests' own, for they break it. */
class FaultsIT {

    private static final TestPool POOL = TestPool.in(Path.of("target/faults"));

    @BeforeAll
    static void start() {
        POOL.emptied().up();
    }

    @AfterAll
    static void stop() {
        POOL.down();
    }

    @Test
    void saysThatStorageOrSqlPoolIsGoneAndWritesAgainWhenItIsBack() {
        POOL.up();
        try (Notebook notebook = Notebook.on(POOL)) {
            notebook.run("rows = spark.range(1000)");
            notebook.run("%%sqlpool write rows -> dbo.Kept --mode overwrite");
            POOL.kill("storage");

            CellOutcome.Failed withoutStorage = notebook.fail("%%sqlpool write rows -> dbo.Kept --mode overwrite");

            assertThat(withoutStorage.name()).isEqualTo("STORAGE_UNREACHABLE");
            assertThat(withoutStorage.message()).contains("does not answer");
            assertThat(notebook.rows("dbo.Kept")).isEqualTo(1000);

            POOL.kill("sql-pool");

            CellOutcome.Failed withoutSqlPool = notebook.fail("%%sqlpool read dbo.Kept -> v");

            assertThat(withoutSqlPool.name()).isEqualTo("SQL_POOL_UNREACHABLE");
            assertThat(withoutSqlPool.message()).contains("does not answer");
        }
        // Data outlives the kill of both.
        POOL.up();
        try (Notebook notebook = Notebook.on(POOL)) {
            assertThat(notebook.rows("dbo.Kept")).isEqualTo(1000);
            notebook.run("%%sqlpool read dbo.Kept -> kept");
            assertThat(notebook.run("print(spark.table('kept').count())").strip())
                    .isEqualTo("1000");
        }
    }

    @Test
    void endsTransferWhoseStorageIsKilledAndLeavesTheTargetAsItWas() throws Exception {
        POOL.up();
        try (Notebook notebook = Notebook.on(POOL)) {
            notebook.run("few = spark.range(7)\nmany = spark.range(0, 30_000_000, 1, 30)");
            notebook.run("%%sqlpool write few -> dbo.Target --mode overwrite");
            Path staging = POOL.layout().lake().resolve("sluicelocal/lake/staging");
            Set<Path> before = FileWatch.foldersIn(staging);
            CompletableFuture<CellOutcome.Failed> transfer = CompletableFuture.supplyAsync(
                    () -> notebook.fail("%%sqlpool write many -> dbo.Target --mode overwrite"));
            FileWatch.untilParquetAppearsIn(staging, before);
            POOL.kill("storage");

            CellOutcome.Failed failed = transfer.join();

            assertThat(failed.name()).isEqualTo("STORAGE_UNREACHABLE");
            assertThat(notebook.rows("dbo.Target")).isEqualTo(7);
        }
    }

    /** The driver dies while the SQL pool loads: what became of the write is asked for, and it is undone. */
    @Test
    void undoesATransferWhoseDriverWasKilled() throws Exception {
        POOL.up();
        try (Notebook notebook = Notebook.on(POOL)) {
            long driver = Long.parseLong(
                    notebook.run("import os\nprint(os.getppid())").strip());
            notebook.run("few = spark.range(7)\nmany = spark.range(0, 30_000_000, 1, 30)");
            notebook.run("%%sqlpool write few -> dbo.Undone --mode overwrite");
            Path staging = POOL.layout().lake().resolve("sluicelocal/lake/staging");
            Set<Path> before = FileWatch.foldersIn(staging);
            CompletableFuture<CellOutcome.Failed> transfer = CompletableFuture.supplyAsync(
                    () -> notebook.fail("%%sqlpool write many -> dbo.Undone --mode overwrite"));
            FileWatch.untilParquetAppearsIn(staging, before);
            TestPool.kill(driver);

            CellOutcome.Failed failed = transfer.join();

            assertThat(failed.name()).isEqualTo("OUTCOME_UNKNOWN");
            Matcher id = Pattern.compile("%sqlpool status (\\S+) finds it out").matcher(failed.message());
            assertThat(id.find()).isTrue();
            assertThat(notebook.run("%sqlpool status " + id.group(1)))
                    .contains("what              | write [dbo].[Undone]", "became            | not published");
            assertThat(notebook.run("%sqlpool resume " + id.group(1)))
                    .contains("Its rows are not published: it was undone, and the target is as it was.");
            assertThat(notebook.rows("dbo.Undone")).isEqualTo(7);
            assertThat(notebook.run("%sqlpool history --limit 2"))
                    .containsPattern(id.group(1) + ".*write \\[dbo]\\.\\[Undone] +\\| not published")
                    .containsPattern("\\| write \\[dbo]\\.\\[Undone] +\\| published +\\| +7 \\|");
            assertThat(FileWatch.foldersIn(staging.resolve("_sluice/ledger")))
                    .noneMatch(entry -> entry.getFileName().toString().startsWith(id.group(1)));
        }
    }

    @Test
    void saysThatSessionIsDeadAndHowToGoOn() throws Exception {
        POOL.up();
        try (Notebook notebook = Notebook.on(POOL)) {
            notebook.run("x = 1");
            try (LivyClient livy = LivyClients.create(new PoolUrl(POOL).ownersLivy())) {
                livy.sessions().forEach(session -> livy.deleteSession(session.key()));
            }

            CellOutcome.Failed failed = notebook.fail("print(x)");

            assertThat(failed.name()).startsWith("SESSION_");
            assertThat(failed.message()).containsIgnoringCase("session").contains("again");
        }
    }
}
