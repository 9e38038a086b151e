package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DefinitionTest {

    @TempDir
    private Path folder;

    private Pool pool;

    @BeforeEach
    void open() throws IOException {
        pool = Pool.in(folder);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aTableKeepsRowsOfDeclaredTypes() throws Exception {
        assertThat(pool.run("CREATE TABLE dbo.Sales (id int NOT NULL, [cust name] nvarchar(100), amt decimal(18,4),"
                        + " dt date, ts datetime2(7), f float, flag bit)"
                        + " WITH (DISTRIBUTION = HASH(id), CLUSTERED COLUMNSTORE INDEX)"))
                .containsExactly("done");
        assertThat(pool.run("INSERT INTO dbo.Sales VALUES (1, N'Ann''s', 10.5, '2024-01-05',"
                        + " '2024-01-05 10:00:00.123456', 1.5, 1), (2, NULL, NULL, NULL, NULL, NULL, NULL)"))
                .containsExactly("changed 2");
        assertThat(pool.run("SELECT * FROM SALES ORDER BY id"))
                .containsExactly(
                        "columns id int not null, cust name nvarchar(100), amt decimal(18,4), dt date,"
                                + " ts datetime2(7), f float, flag bit",
                        "row 1|Ann's|10.5000|2024-01-05|2024-01-05T10:00:00.123456|1.5|true",
                        "row 2|null|null|null|null|null|null",
                        "rows 2");
    }

    @Test
    void aTableIsMadeOfAQuery() throws Exception {
        pool.run("CREATE TABLE t (id int NOT NULL, name nvarchar(10)); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        assertThat(pool.run("CREATE TABLE u WITH (DISTRIBUTION = ROUND_ROBIN, HEAP) AS SELECT id, name FROM t"
                        + " WHERE id > 1 OPTION (LABEL = 'x')"))
                .containsExactly("changed 1");
        assertThat(pool.run("SELECT * FROM dbo.u"))
                .containsExactly("columns id int not null, name nvarchar(10)", "row 2|b", "rows 1");
    }

    @Test
    void aViewReadsWhatItsTableHoldsNow() throws Exception {
        pool.run("CREATE TABLE t (id int, name nvarchar(10)); INSERT INTO t VALUES (1, 'a')");
        assertThat(pool.run("CREATE VIEW v (k, n) AS SELECT id, name FROM t WHERE id > 0"))
                .containsExactly("done");
        pool.run("INSERT INTO t VALUES (2, 'b')");
        assertThat(pool.run("SELECT n FROM v ORDER BY k"))
                .containsExactly("columns n nvarchar(10)", "row a", "row b", "rows 2");
        assertThat(pool.run("CREATE OR ALTER VIEW v AS SELECT id FROM t")).containsExactly("done");
        assertThat(pool.run("SELECT COUNT(*) AS n FROM v")).contains("row 2");
        assertThat(pool.run("DROP VIEW v")).containsExactly("done");
    }

    @Test
    void anObjectTakesAnotherName() throws Exception {
        pool.run("CREATE TABLE t (id int); INSERT INTO t VALUES (1)");
        assertThat(pool.run("RENAME OBJECT dbo.t TO u")).containsExactly("done");
        assertThat(pool.run("SELECT id FROM u")).contains("row 1");
        assertThat(pool.run("SELECT id FROM t")).containsExactly("error 208 line 1: Invalid object name 't'.");
        assertThat(pool.run("RENAME COLUMN u.id TO k; SELECT k FROM u")).contains("row 1");
    }

    @Test
    void columnsComeAndGo() throws Exception {
        pool.run("CREATE TABLE t (id int); INSERT INTO t VALUES (1)");
        assertThat(pool.run("ALTER TABLE t ADD name nvarchar(5), n int NOT NULL DEFAULT 7"))
                .containsExactly("done");
        assertThat(pool.run("SELECT * FROM t"))
                .containsExactly("columns id int, name nvarchar(5), n int not null", "row 1|null|7", "rows 1");
        assertThat(pool.run("ALTER TABLE t ALTER COLUMN id bigint")).containsExactly("done");
        assertThat(pool.run("ALTER TABLE t DROP COLUMN name")).containsExactly("done");
        assertThat(pool.run("SELECT * FROM t")).contains("columns id bigint, n int not null");
        assertThat(pool.run("ALTER TABLE t ADD z int NOT NULL"))
                .containsExactly(
                        "error 4901 line 1: ALTER TABLE only allows columns to be added that can contain nulls, or have"
                                + " a DEFAULT definition specified, or the table must be empty. Column 'z' cannot be"
                                + " added to non-empty table 't' because it does not satisfy these conditions.");
    }

    @Test
    void identitiesAndDefaultsFillIn() throws Exception {
        pool.run("CREATE TABLE t (id int IDENTITY(10, 5), name nvarchar(5) DEFAULT 'x', k int)");
        assertThat(pool.run("INSERT INTO t (k) VALUES (1); INSERT INTO t VALUES ('y', 2)"))
                .containsExactly("changed 1", "changed 1");
        assertThat(pool.run("SELECT id, name, k FROM t ORDER BY k")).contains("row 10|x|1", "row 15|y|2");
        assertThat(pool.run("INSERT INTO t (id) VALUES (1)"))
                .containsExactly("error 544 line 1: Cannot insert explicit value for identity column in table 't' when"
                        + " IDENTITY_INSERT is set to OFF.");
        assertThat(pool.run("SET IDENTITY_INSERT t ON; INSERT INTO t (id, k) VALUES (1, 3)"))
                .containsExactly("done", "changed 1");
    }

    @Test
    void aSwitchExchangesRows() throws Exception {
        pool.run("CREATE TABLE a (id int NOT NULL) WITH (HEAP); CREATE TABLE b (id int NOT NULL) WITH (HEAP);"
                + " INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES (9)");
        assertThat(pool.run("ALTER TABLE a SWITCH TO b"))
                .containsExactly(
                        "error 4905 line 1: ALTER TABLE SWITCH statement failed. The target table 'dbo.b' must be empty.");
        assertThat(pool.run("ALTER TABLE a SWITCH TO b WITH (TRUNCATE_TARGET = ON)"))
                .containsExactly("done");
        assertThat(pool.run("SELECT id FROM b ORDER BY id")).contains("row 1", "row 2", "rows 2");
        assertThat(pool.run("SELECT id FROM a")).contains("rows 0");
        pool.run("INSERT INTO a VALUES (3)");
        assertThat(pool.run("DROP TABLE a; SELECT COUNT(*) AS n FROM b")).contains("row 2");
    }

    @Test
    void aSwitchOfAPartitionedTableNamesAPartition() throws Exception {
        pool.run("CREATE TABLE a (k int) WITH (HEAP, PARTITION (k RANGE RIGHT FOR VALUES (10)))");
        pool.run("CREATE TABLE b (k int) WITH (HEAP, PARTITION (k RANGE RIGHT FOR VALUES (10)))");
        pool.run("CREATE TABLE c (k int) WITH (HEAP)");
        String refusal = "error 4911 line 1: Cannot specify a partitioned table without partition number in ALTER TABLE"
                + " SWITCH statement. The table '%s' is partitioned.";

        assertThat(pool.run("ALTER TABLE a SWITCH TO b")).containsExactly(String.format(refusal, "dbo.a"));
        assertThat(pool.run("ALTER TABLE c SWITCH TO b")).containsExactly(String.format(refusal, "dbo.b"));
    }

    @Test
    void aColumnThatSomethingRestsOnKeepsItsType() throws Exception {
        pool.run("CREATE TABLE t (a varchar(5), b varchar(5), c varchar(5), d varchar(5)) WITH"
                + " (DISTRIBUTION = HASH(a), HEAP, PARTITION (b RANGE RIGHT FOR VALUES ('m')))");
        pool.run("CREATE STATISTICS s ON t (d, c)");

        assertThat(pool.run("ALTER TABLE t ALTER COLUMN a varchar(9)"))
                .containsExactly("error 5074 line 1: ALTER TABLE ALTER COLUMN a failed because the table is"
                        + " distributed by it.");
        assertThat(pool.run("ALTER TABLE t ALTER COLUMN b varchar(9)"))
                .containsExactly("error 5074 line 1: ALTER TABLE ALTER COLUMN b failed because the table is"
                        + " partitioned by it.");
        assertThat(pool.run("ALTER TABLE t ALTER COLUMN C varchar(9)"))
                .containsExactly("error 5074 line 1: The statistics 's' is dependent on column 'c'.");
        pool.run("DROP STATISTICS t.s");
        assertThat(pool.run("ALTER TABLE t ALTER COLUMN c varchar(9)")).containsExactly("done");
    }

    @Test
    void aSwitchMovesAPartition() throws Exception {
        String options = " WITH (HEAP, PARTITION (k RANGE RIGHT FOR VALUES (10, 20)))";
        pool.run("CREATE TABLE a (k int NOT NULL)" + options + "; CREATE TABLE b (k int NOT NULL)" + options
                + "; INSERT INTO a VALUES (1), (10), (19), (20); INSERT INTO b VALUES (15), (25)");
        assertThat(pool.run("ALTER TABLE a SWITCH PARTITION 2 TO b PARTITION 2 WITH (TRUNCATE_TARGET = ON)"))
                .containsExactly("done");
        assertThat(pool.run("SELECT k FROM b ORDER BY k")).contains("row 10", "row 19", "row 25", "rows 3");
        assertThat(pool.run("SELECT k FROM a ORDER BY k")).contains("row 1", "row 20", "rows 2");
        assertThat(pool.run("ALTER TABLE a SPLIT RANGE (15); ALTER TABLE a MERGE RANGE (20)"))
                .containsExactly("done", "done");
        assertThat(pool.run("TRUNCATE TABLE a WITH (PARTITIONS (1))")).containsExactly("done");
        assertThat(pool.run("SELECT k FROM a")).contains("row 20", "rows 1");
    }

    @Test
    void temporaryTablesAreTheSessionsOwn() throws Exception {
        assertThat(pool.run("CREATE TABLE #t (id int) WITH (HEAP); INSERT INTO #t VALUES (1); SELECT id FROM #t"))
                .containsExactly("done", "changed 1", "columns id int", "row 1", "rows 1");
        assertThat(pool.run("sluice-spark", "SELECT id FROM #t"))
                .containsExactly("error 208 line 1: Invalid object name '#t'.");
        assertThat(pool.run("CREATE TABLE #u WITH (HEAP) AS SELECT id FROM #t; DROP TABLE #t; SELECT id FROM #u"))
                .contains("changed 1", "row 1");
    }

    @Test
    void schemasAreMadeAndDropped() throws Exception {
        assertThat(pool.run("CREATE SCHEMA [stg]")).containsExactly("done");
        pool.run("CREATE TABLE stg.t (id int)");
        assertThat(pool.run("DROP SCHEMA stg"))
                .containsExactly(
                        "error 3729 line 1: Cannot drop schema 'stg' because it is being referenced by object 't'.");
        assertThat(pool.run("DROP TABLE stg.t; DROP SCHEMA stg; DROP SCHEMA IF EXISTS stg"))
                .containsExactly("done", "done", "done");
    }

    @Test
    void statisticsAreListed() throws Exception {
        pool.run("CREATE TABLE t (id int)");
        assertThat(pool.run("CREATE STATISTICS s ON t (id) WITH FULLSCAN; UPDATE STATISTICS t"))
                .containsExactly("done", "done");
        assertThat(pool.run("SELECT s.name, c.name FROM sys.stats s JOIN sys.stats_columns sc"
                        + " ON sc.stats_id = s.stats_id JOIN sys.columns c ON c.object_id = sc.object_id"
                        + " AND c.column_id = sc.column_id"))
                .contains("row s|id");
        assertThat(pool.run("DROP STATISTICS t.s")).containsExactly("done");
    }

    @Test
    void databasesAreMade() throws Exception {
        assertThat(pool.run("CREATE DATABASE other")).containsExactly("done");
        assertThat(pool.run("SELECT name FROM sys.databases ORDER BY name"))
                .contains("row master", "row other", "row sqlpool");
        try (var session = pool.session(Pool.ADMIN, "OTHER")) {
            assertThat(session.database()).isEqualTo("other");
            assertThat(Pool.run(session, "CREATE TABLE t (id int)")).containsExactly("done");
        }
        assertThat(pool.run("SELECT * FROM t")).containsExactly("error 208 line 1: Invalid object name 't'.");
        assertThat(pool.run("DROP DATABASE other")).containsExactly("done");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "CREATE TABLE t (id int)~error 2714 line 1: There is already an object named 't' in the database.",
                "CREATE TABLE x (id int, ID int)~error 2705 line 1: Column names in each table must be unique. Column"
                        + " name 'ID' in table 'x' is specified more than once.",
                "CREATE TABLE x (id int) WITH (DISTRIBUTION = HASH(k))~error 1911 line 1: Column name 'k' does not"
                        + " exist in the target table or view 'x'.",
                "CREATE TABLE x (id nvarchar(max))~error 35343 line 1: The statement failed. Column 'id' has a data"
                        + " type that cannot participate in a columnstore index. Create the table WITH (HEAP), or give"
                        + " the column a length.",
                "CREATE TABLE nope.x (id int)~error 2760 line 1: The specified schema name \"nope\" either does not"
                        + " exist or you do not have permission to use it.",
                "CREATE TABLE other.dbo.x (id int)~error 40515 line 1: Reference to database and/or server name in"
                        + " 'other.dbo.x' is not supported in this version of SQL Server.",
                "DROP TABLE x~error 3701 line 1: Cannot drop the table 'x', because it does not exist or you do not"
                        + " have permission.",
                "DROP TABLE IF EXISTS x~done",
                "CREATE TABLE x AS SELECT 1 AS a, 2 AS a~error 2705 line 1: Column names in each table must be unique."
                        + " Column name 'a' in table 'x' is specified more than once.",
                "SELECT 1 AS a INTO x~error 104335 line 1: SELECT INTO is not supported. Use CREATE TABLE AS SELECT.",
                "USE other~error 40508 line 1: USE statement is not supported to switch between databases. Use a new"
                        + " connection to connect to a different database.",
                "RENAME OBJECT x TO y~error 15225 line 1: No item by the name of 'x' could be found in the current"
                        + " database 'sqlpool', given that @itemtype was input as '(null)'.",
                "CREATE SCHEMA dbo~error 2714 line 1: There is already an object named 'dbo' in the database.",
                "ALTER TABLE t SWITCH TO t2~error 4944 line 1: ALTER TABLE SWITCH statement failed because column 'id'"
                        + " has data type int in source table 'dbo.t' which is different from its type bigint in target"
                        + " table 'dbo.t2'.",
                "ALTER TABLE t SWITCH TO t3~error 4943 line 1: ALTER TABLE SWITCH statement failed because table"
                        + " 'dbo.t' has 1 columns and table 'dbo.t3' has 2 columns.",
                "ALTER TABLE t SWITCH TO t4~error 4947 line 1: ALTER TABLE SWITCH statement failed. There is no"
                        + " identical index in source table 'dbo.t' for the index of target table 'dbo.t4'.",
                "ALTER TABLE t SWITCH TO t5~error 4902 line 1: ALTER TABLE SWITCH statement failed because the"
                        + " distribution of table 'dbo.t' is not the one of table 'dbo.t5'.",
                "ALTER TABLE x SWITCH TO t~error 1088 line 1: Cannot find the object \"x\" because it does not exist or"
                        + " you do not have permissions.",
                "CREATE STATISTICS s ON t (k)~error 1911 line 1: Column name 'k' does not exist in the target table or"
                        + " view 't'.",
                "CREATE DATABASE [a/b]~error 1803 line 1: The database name 'a/b' is not valid: use letters, digits and"
                        + " _ $ # @ - . and blanks inside, at most 128 characters.",
                "DROP DATABASE sqlpool~error 3702 line 1: Cannot drop database \"sqlpool\" because it is currently in"
                        + " use.",
            })
    void whatCannotBeDefinedIsRefused(String statement, String answer) throws Exception {
        pool.run("CREATE TABLE t (id int); CREATE TABLE t2 (id bigint); CREATE TABLE t3 (id int, k int);"
                + " CREATE TABLE t4 (id int) WITH (HEAP); CREATE TABLE t5 (id int) WITH (DISTRIBUTION = REPLICATE)");
        assertThat(pool.run(statement)).containsExactly(answer);
    }

    @Test
    void namesAndWidthsHaveLimits() throws Exception {
        String longName = "x".repeat(129);
        assertThat(pool.run("CREATE TABLE " + longName + " (id int)").get(0)).startsWith("error 103 ");
        StringBuilder columns = new StringBuilder("c0 int");
        for (int i = 1; i <= 1024; i++) {
            columns.append(", c").append(i).append(" int");
        }
        assertThat(pool.run("CREATE TABLE t (" + columns + ")"))
                .containsExactly(
                        "error 1702 line 1: CREATE TABLE failed because column 'c1024' in table 't' exceeds the"
                                + " maximum of 1024 columns.");
    }
}
