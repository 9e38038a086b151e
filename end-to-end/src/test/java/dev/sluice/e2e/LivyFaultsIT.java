package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.magics.cell.CellOutcome;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Livy server that restarts, answers that are lost, drivers that are killed. The pool is the tests' own, for they break it. */
class LivyFaultsIT {

    private static final TestPool POOL = TestPool.in(Path.of("target/livy-faults"));

    @BeforeAll
    static void start() {
        POOL.emptied().up();
    }

    @AfterAll
    static void stop() {
        POOL.down();
    }

    @Test
    void leavesTheSessionOfAnotherNotebookAloneAfterRestart() {
        POOL.up();
        try (Notebook other = Notebook.following(POOL)) {
            try (Notebook one = Notebook.following(POOL)) {
                one.run("secret = 'A'");
                POOL.kill("livy");
                POOL.up();
                other.run("secret = 'B'");

                CellOutcome.Failed failed = one.fail("print(secret)");

                assertThat(failed.name()).isEqualTo("SESSION_DEAD");
                assertThat(failed.message()).contains("The cell has not run").doesNotContain("B");
                one.run("%logs");
                assertThat(one.run("%cleanup")).contains("There is no session to end");
            }
            assertThat(other.run("print(secret)").strip()).isEqualTo("B");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWER_LOST", "REQUEST_LOST"})
    void loadsOnceWhateverIsLostOfThePost(FaultProxy.Fault fault) throws Exception {
        POOL.up();
        try (FaultProxy proxy = new FaultProxy(new PoolUrl(POOL).livy());
                Notebook notebook = Notebook.through(proxy, POOL)) {
            notebook.run("rows = spark.range(1000)");
            notebook.run("%%sqlpool write rows -> dbo.Once --mode overwrite");
            proxy.plan(1, "POST", "/statements", fault);
            String append = "%%sqlpool write rows -> dbo.Once --mode append";

            if (fault == FaultProxy.Fault.ANSWER_LOST) {
                assertThat(notebook.run(append)).contains("1,000 rows");
                assertThat(notebook.rows("dbo.Once")).isEqualTo(2000);
            } else {
                CellOutcome.Failed failed = notebook.fail(append);
                assertThat(failed.name()).isEqualTo("LIVY_UNREACHABLE");
                assertThat(failed.message()).contains("so that it has not run");
                assertThat(notebook.rows("dbo.Once")).isEqualTo(1000);
            }
            assertThat(proxy.happened()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWER_LOST", "BAD_GATEWAY", "PAGE"})
    void loadsOnceWhenLivyIsNotToBeHeardForAWhile(FaultProxy.Fault fault) throws Exception {
        POOL.up();
        try (FaultProxy proxy = new FaultProxy(new PoolUrl(POOL).livy());
                Notebook notebook = Notebook.through(proxy, POOL)) {
            notebook.run("rows = spark.range(10)");
            notebook.run("%%sqlpool write rows -> dbo.Heard --mode overwrite");
            proxy.plan(12, "GET", "/statements/", fault);

            assertThat(notebook.run("%%sqlpool write rows -> dbo.Heard --mode append"))
                    .contains("10 rows");

            assertThat(proxy.happened()).isEqualTo(12);
            assertThat(notebook.rows("dbo.Heard")).isEqualTo(20);
        }
    }

    @Test
    void findsTheSessionWhoseCreationWasNotAnswered() throws Exception {
        POOL.up();
        try (FaultProxy proxy = new FaultProxy(new PoolUrl(POOL).livy());
                Notebook notebook = Notebook.through(proxy, POOL)) {
            proxy.plan(1, "POST", "/sessions", FaultProxy.Fault.ANSWER_LOST);

            assertThat(notebook.run("print(6 * 7)").strip()).isEqualTo("42");

            assertThat(proxy.happened()).isEqualTo(1);
            assertThat(notebook.run("%info"))
                    .contains("Session of this notebook: ")
                    .containsOnlyOnce("| this notebook");
        }
    }

    @Test
    void interruptsACellWhoseAnswerHangs() throws Exception {
        POOL.up();
        try (FaultProxy proxy = new FaultProxy(new PoolUrl(POOL).livy());
                Notebook notebook = Notebook.through(proxy, POOL)) {
            notebook.run("import time");
            proxy.plan(1, "GET", "/statements/", FaultProxy.Fault.HANGS);
            proxy.plan(1, "POST", "/cancel", FaultProxy.Fault.ANSWER_LOST);
            CompletableFuture<CellOutcome.Failed> cell = CompletableFuture.supplyAsync(
                    () -> notebook.fail("print('before')\nfor i in range(600): time.sleep(0.1)"));
            proxy.awaitHappened(1);

            notebook.interrupt();

            assertThat(cell.join().name()).isEqualTo("CANCELLED");
            assertThat(notebook.run("print('after')").strip()).isEqualTo("after");
        }
    }

    @Test
    void losesOneCellToADriverThatWasKilled() {
        POOL.up();
        try (Notebook notebook = Notebook.on(POOL)) {
            long driver = Long.parseLong(
                    notebook.run("import os\nprint(os.getppid())").strip());
            TestPool.kill(driver);

            CellOutcome.Failed failed = notebook.fail("print('lost')");

            assertThat(failed.name()).isEqualTo("SESSION_DEAD");
            assertThat(failed.message()).contains("The next cell starts a new session");
            assertThat(notebook.run("print(6 * 7)").strip()).isEqualTo("42");
        }
    }

    @Test
    void losesOneCellToADriverThatIsKilledWhileItRuns() throws Exception {
        POOL.up();
        try (FaultProxy proxy = new FaultProxy(new PoolUrl(POOL).livy());
                Notebook notebook = Notebook.through(proxy, POOL)) {
            long driver = Long.parseLong(
                    notebook.run("import os, time\nprint(os.getppid())").strip());
            // It happens with the first look at the statement: the cell runs then.
            proxy.plan(1, "GET", "/statements/", FaultProxy.Fault.BAD_GATEWAY);
            CompletableFuture<CellOutcome.Failed> cell =
                    CompletableFuture.supplyAsync(() -> notebook.fail("time.sleep(600)"));
            proxy.awaitHappened(1);
            TestPool.kill(driver);

            assertThat(cell.join().name()).isEqualTo("SESSION_DEAD");
            assertThat(notebook.run("print(6 * 7)").strip()).isEqualTo("42");
        }
    }

    @Test
    void takesBackSettingsWithWhichNoSessionStarts() {
        POOL.up();
        try (Notebook notebook = Notebook.on(POOL)) {
            notebook.run("%%configure\n{\"conf\": {\"spark.driver.maxResultSize\": \"banana\"}}");

            CellOutcome.Failed failed = notebook.fail("print('never')");

            assertThat(failed.name()).isEqualTo("SETTINGS_REFUSED");
            assertThat(failed.message()).contains("The settings of %%configure are taken back");
            assertThat(notebook.run("print(6 * 7)").strip()).isEqualTo("42");
        }
    }
}
