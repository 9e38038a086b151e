package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransactionTest {

    private static final String ABORTED = "error 111233 line 1: The current transaction has aborted, and any pending"
            + " changes have been rolled back. Cause: A transaction in a rollback-only state was not explicitly rolled"
            + " back before a DDL, DML or SELECT statement.";

    @TempDir
    private Path folder;

    private Pool pool;

    @BeforeEach
    void open() throws Exception {
        pool = Pool.in(folder);
        pool.run("CREATE TABLE t (id int); INSERT INTO t VALUES (1)");
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
    }

    @Test
    void whatIsRolledBackIsGone() throws Exception {
        assertThat(pool.run("BEGIN TRAN; INSERT INTO t VALUES (2); SELECT @@TRANCOUNT AS n, XACT_STATE() AS x"))
                .contains("done", "changed 1", "row 1|1");
        assertThat(pool.run("sluice-spark", "SELECT COUNT(*) AS n FROM t")).contains("row 1");
        assertThat(pool.run("ROLLBACK; SELECT COUNT(*) AS n FROM t")).contains("row 1");
        assertThat(pool.run("BEGIN TRAN; INSERT INTO t VALUES (2); COMMIT; SELECT @@TRANCOUNT AS n"))
                .contains("row 0");
        assertThat(pool.run("sluice-spark", "SELECT COUNT(*) AS n FROM t")).contains("row 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE x (id int)",
                "CREATE TABLE x AS SELECT 1 AS a",
                "DROP TABLE t",
                "TRUNCATE TABLE t",
                "RENAME OBJECT t TO u",
                "CREATE SCHEMA s",
                "ALTER TABLE t ADD b int",
                "CREATE USER mary FROM EXTERNAL PROVIDER",
                "BEGIN TRAN"
            })
    void definitionsAreRefusedInside(String statement) throws Exception {
        assertThat(pool.run("BEGIN TRAN; " + statement))
                .containsExactly("done", "error 111212 line 1: Operation cannot be performed within a transaction.");
        assertThat(pool.run("SELECT 1 AS a")).containsExactly(ABORTED);
        assertThat(pool.run("SELECT COUNT(*) AS n FROM t")).contains("row 1");
    }

    @Test
    void anErrorLeavesNothingButARollback() throws Exception {
        assertThat(pool.run("BEGIN TRAN; INSERT INTO t VALUES (2); SELECT * FROM nope"))
                .contains("error 208 line 1: Invalid object name 'nope'.");
        assertThat(pool.run("SELECT XACT_STATE() AS x")).containsExactly(ABORTED);
        assertThat(pool.run("SELECT COUNT(*) AS n FROM t")).contains("row 1");
        pool.run("BEGIN TRAN; SELECT CAST('x' AS int) AS a");
        assertThat(pool.run("COMMIT")).containsExactly(ABORTED);
        pool.run("BEGIN TRAN; SELECT CAST('x' AS int) AS a");
        assertThat(pool.run("ROLLBACK; SELECT 1 AS a")).startsWith("done").contains("row 1");
    }

    @Test
    void endsNeedABeginning() throws Exception {
        String missing = "An attempt to complete a transaction has failed. No corresponding transaction found.";
        assertThat(pool.run("COMMIT")).containsExactly("error 111214 line 1: " + missing);
        assertThat(pool.run("ROLLBACK")).containsExactly("error 111214 line 1: " + missing);
        assertThat(pool.run("IF @@TRANCOUNT > 0 COMMIT TRAN")).isEmpty();
    }

    @Test
    void theProtocolsOwnRequestsDoTheSame() throws Exception {
        try (var session = pool.session("sluice")) {
            session.begin();
            assertThat(session.inTransaction()).isTrue();
            Pool.run(session, "INSERT INTO t VALUES (2)");
            session.rollback();
            session.begin();
            Pool.run(session, "INSERT INTO t VALUES (3)");
            session.commit();
            assertThatThrownBy(session::commit)
                    .hasMessageStartingWith("An attempt to complete a transaction has failed.");
            assertThat(Pool.run(session, "SELECT id FROM t ORDER BY id")).contains("row 1", "row 3", "rows 2");
            session.begin();
            session.reset();
            assertThat(session.inTransaction()).isFalse();
        }
    }

    @Test
    void transactionsBeginImplicitlyWhereAskedFor() throws Exception {
        assertThat(pool.run("SET IMPLICIT_TRANSACTIONS ON; INSERT INTO t VALUES (2); SELECT @@TRANCOUNT AS n"))
                .contains("row 1");
        assertThat(pool.run("ROLLBACK; SET IMPLICIT_TRANSACTIONS OFF; SELECT COUNT(*) AS n FROM t"))
                .contains("row 1");
    }

    @Test
    void aClosedSessionLeavesNothingOpen() throws Exception {
        try (var session = pool.session("sluice")) {
            Pool.run(session, "BEGIN TRAN; INSERT INTO t VALUES (2); CREATE TABLE #x (id int)");
        }
        assertThat(pool.run("SELECT COUNT(*) AS n FROM t")).contains("row 1");
    }

    @Test
    void twoWritersOfOneRowCollide() throws Exception {
        try (var one = pool.session("sluice");
                var other = pool.session("sluice")) {
            Pool.run(one, "BEGIN TRAN; UPDATE t SET id = 2");
            assertThat(Pool.run(other, "UPDATE t SET id = 3").get(0)).startsWith("error 1205 line 1: ");
            assertThat(Pool.run(one, "COMMIT; SELECT id FROM t")).contains("row 2");
        }
    }

    @Test
    void aCommitThatCannotBeIsAnErrorAndNoMore() throws Exception {
        try (var one = pool.session("sluice");
                var other = pool.session("sluice")) {
            Pool.run(one, "BEGIN TRAN; INSERT INTO t VALUES (2)");
            assertThat(Pool.run(other, "DROP TABLE t")).containsExactly("done");
            assertThat(Pool.run(one, "COMMIT").get(0)).startsWith("error 1205 line 1: ");
            assertThat(Pool.run(one, "ROLLBACK")).containsExactly("done");
            assertThat(Pool.run(one, "SELECT 1 AS a; CREATE TABLE t (id int)")).contains("row 1", "done");
        }
    }

    @Test
    void oneOfManyMakesATable() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tasks.add(() -> {
                    try (var session = pool.session("sluice")) {
                        return Pool.run(session, "CREATE TABLE x WITH (HEAP) AS SELECT id FROM t");
                    }
                });
            }
            List<String> answers = new ArrayList<>();
            for (Future<List<String>> answer : threads.invokeAll(tasks)) {
                answers.addAll(answer.get());
            }
            assertThat(answers)
                    .hasSize(8)
                    .containsOnlyOnce("changed 1")
                    .contains("error 2714 line 1: There is already an object named 'x' in the database.");
        } finally {
            threads.shutdownNow();
        }
        assertThat(pool.run("SELECT id FROM x")).contains("row 1", "rows 1");
    }
}
