package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PersistenceTest {

    @TempDir
    private Path folder;

    @Test
    void allIsThereAfterARestart() throws Exception {
        try (Pool pool = Pool.in(folder)) {
            pool.prepareLake();
            pool.run(
                    "CREATE SCHEMA stg; CREATE TABLE stg.t (id int NOT NULL, name nvarchar(7) DEFAULT 'x')"
                            + " WITH (DISTRIBUTION = HASH(id), CLUSTERED INDEX (id), PARTITION (id RANGE LEFT FOR VALUES (5)))");
            pool.run("INSERT INTO stg.t (id) VALUES (1); CREATE VIEW v AS SELECT name FROM stg.t");
            pool.run("CREATE EXTERNAL TABLE e WITH (LOCATION = '/out', DATA_SOURCE = ds, FILE_FORMAT = ff)"
                    + " AS SELECT 5 AS five");
            pool.run("CREATE USER mary FROM EXTERNAL PROVIDER; GRANT SELECT ON v TO mary");
            pool.run("CREATE STATISTICS s ON stg.t (id)");
            String id = "SELECT OBJECT_ID('stg.t') AS i";
            var before = pool.run(id);
            pool.restart();
            assertThat(pool.run(id)).isEqualTo(before);
            assertThat(pool.run("mary", "SELECT name FROM v")).contains("columns name nvarchar(7)", "row x");
            assertThat(pool.run("SELECT five FROM e")).contains("row 5");
            assertThat(pool.run("SELECT distribution_policy_desc FROM sys.pdw_table_distribution_properties"))
                    .contains("row HASH");
            assertThat(pool.run("SELECT COUNT(*) AS n FROM sys.partitions WHERE object_id = OBJECT_ID('stg.t')"))
                    .contains("row 2");
            assertThat(pool.run("CREATE TABLE u (id int)")).containsExactly("done");
        }
    }

    @Test
    void whatWasCommittedOutlivesAKill() throws Exception {
        Pool.in(folder).close();
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("[done]");
            assertThat(out.readLine()).isEqualTo("[changed 1000]");
            assertThat(out.readLine()).isEqualTo("[done, changed 1]");
            assertThatThrownBy(() -> Pool.in(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Cannot open database file " + folder.resolve("sql/master.duckdb")
                            + ": it is in use by process " + child.pid() + ". Stop that process and start again.");
        } finally {
            child.destroyForcibly().waitFor();
        }
        try (Pool pool = Pool.in(folder)) {
            assertThat(pool.run("SELECT COUNT(*) AS n, MAX(id) AS m FROM t")).contains("row 1000|1000");
        }
    }

    /** Writes, says so, and waits to be killed in a transaction. */
    static final class Writer {

        private Writer() {}

        /** Runs in a process of its own; the argument is the folder. */
        public static void main(String[] arguments) throws Exception {
            Pool pool = Pool.in(Path.of(arguments[0]));
            StringBuilder rows = new StringBuilder("INSERT INTO t VALUES (1)");
            for (int i = 2; i <= 1000; i++) {
                rows.append(", (").append(i).append(')');
            }
            System.out.println(pool.run("CREATE TABLE t (id int)"));
            System.out.println(pool.run(rows.toString()));
            System.out.println(pool.run("BEGIN TRAN; INSERT INTO t VALUES (5000)"));
            Thread.currentThread().join();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("sql"));
        Files.writeString(
                folder.resolve("sql/broken.duckdb"), "this is not a database file at all, whatever its name is");
        assertThatThrownBy(() -> Pool.in(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot open database file " + folder.resolve("sql/broken.duckdb") + ": ");
    }
}
