package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChangeTest {

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "tinyint~0~255~-1~256",
                "smallint~-32768~32767~-32769~32768",
                "int~-2147483648~2147483647~-2147483649~2147483648",
                "bigint~-9223372036854775808~9223372036854775807~-9223372036854775809~9223372036854775808",
                "decimal(5,2)~-999.99~999.99~-1000~1000",
                "decimal(38,0)~-99999999999999999999999999999999999999~99999999999999999999999999999999999999~~",
                "smallmoney~-214748.3648~214748.3647~~",
                "money~-922337203685477.5808~922337203685477.5807~~",
            })
    void numbersHaveLimits(String type, String least, String most, String below, String above) throws Exception {
        pool.run("CREATE TABLE t (a " + type + ")");
        assertThat(pool.run("INSERT INTO t VALUES (" + least + "), (" + most + "), (NULL)"))
                .containsExactly("changed 3");
        assertThat(pool.run("SELECT a FROM t WHERE a = " + least)).contains("rows 1");
        assertThat(pool.run("SELECT a FROM t WHERE a = " + most)).contains("rows 1");
        for (String beyond : new String[] {below, above}) {
            if (beyond != null) {
                assertThat(pool.run("INSERT INTO t VALUES (" + beyond + ")").get(0))
                        .matches("error (8115|220) line 1: Arithmetic overflow error .*");
            }
        }
        assertThat(pool.run("SELECT COUNT(*) AS n FROM t")).contains("row 3");
    }

    @Test
    void declaredLengthsAreKept() throws Exception {
        pool.run("CREATE TABLE t (a nvarchar(3), b varbinary(2))");
        assertThat(pool.run("INSERT INTO t VALUES (N'abc', 0x0102), (N'ab   ', NULL)"))
                .containsExactly("changed 2");
        assertThat(pool.run("INSERT INTO t (a) VALUES (N'abcd')").get(0))
                .matches("error (2628|8152) line 1: .*truncated.*");
        assertThat(pool.run("UPDATE t SET a = N'abcd'").get(0)).matches("error (2628|8152) line 1: .*truncated.*");
        assertThat(pool.run("SELECT COUNT(*) AS n FROM t")).contains("row 2");
    }

    @Test
    void nullsAreRefusedWhereTheColumnTakesNone() throws Exception {
        pool.run("CREATE TABLE t (a int NOT NULL, b int)");
        assertThat(pool.run("INSERT INTO t (b) VALUES (1)"))
                .containsExactly("error 515 line 1: Cannot insert the value NULL into column 'a', table"
                        + " 'sqlpool.dbo.t'; column does not allow nulls. INSERT fails.");
        assertThat(pool.run("INSERT INTO t VALUES (1, 1); UPDATE t SET b = NULL"))
                .containsExactly("changed 1", "changed 1");
    }

    @Test
    void rowsAreChangedAndCounted() throws Exception {
        pool.run("CREATE TABLE t (id int, v int); INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)");
        assertThat(pool.run("UPDATE t SET v = v * 10 WHERE id > 1; SELECT @@ROWCOUNT AS n"))
                .contains("changed 2", "row 2");
        assertThat(pool.run("DELETE x FROM t AS x INNER JOIN (SELECT 2 AS k) AS y ON x.id = y.k"))
                .containsExactly("changed 1");
        assertThat(pool.run("MERGE INTO t AS t USING (SELECT 1 AS id, 7 AS v UNION ALL SELECT 9, 9) AS s ON t.id = s.id"
                        + " WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v)"
                        + " VALUES (s.id, s.v);"))
                .containsExactly("changed 2");
        assertThat(pool.run("SELECT id, v FROM t ORDER BY id")).contains("row 1|7", "row 3|30", "row 9|9", "rows 3");
    }

    @Test
    void variablesAndFlowWork() throws Exception {
        assertThat(
                        pool.run(
                                "DECLARE @n int = 1, @s nvarchar(20); WHILE @n < 5 BEGIN SET @n += 1;"
                                        + " IF @n = 4 BREAK; IF @n = 2 CONTINUE; PRINT @n END; SELECT @s = 'x'; SELECT @n AS n, @s AS s"))
                .contains("info 3", "row 4|x");
        assertThat(pool.run("SELECT @n AS n").get(0)).startsWith("error 137 ");
        assertThat(pool.run("DECLARE @a int; DECLARE @A int"))
                .containsExactly(
                        "error 134 line 1: The variable name '@A' has already been declared. Variable names must"
                                + " be unique within a query batch or stored procedure.");
        assertThat(pool.run("IF OBJECT_ID('dbo.nope') IS NULL SELECT 1 AS a ELSE SELECT 2 AS a"))
                .contains("row 1");
        assertThat(pool.run("RETURN; SELECT 1 AS a")).isEmpty();
    }

    @Test
    void errorsAreCaughtAndRaised() throws Exception {
        assertThat(pool.run(
                        "BEGIN TRY SELECT CAST('x' AS int) AS a END TRY BEGIN CATCH PRINT 'caught'; THROW END CATCH"))
                .contains("info caught")
                .last()
                .asString()
                .startsWith("error 245 line 1: ");
        assertThat(pool.run("THROW 50001, 'mine', 1; SELECT 1 AS a")).containsExactly("error 50001 line 1: mine");
        assertThat(pool.run("RAISERROR('a %s %d', 16, 1, 'b', 3)")).containsExactly("error 50000 line 1: a b 3");
        assertThat(pool.run("RAISERROR('note', 10, 1)")).containsExactly("info note");
        assertThat(pool.run("THROW"))
                .containsExactly(
                        "error 10704 line 1: To rethrow an error, a THROW statement must be used inside a CATCH"
                                + " block.");
    }

    @Test
    void anErrorEndsTheBatchAtItsLine() throws Exception {
        assertThat(pool.run("SELECT 1 AS a;\nSELECT * FROM nope;\nSELECT 2 AS b"))
                .containsExactly(
                        "columns a int not null", "row 1", "rows 1", "error 208 line 2: Invalid object name 'nope'.");
    }

    @Test
    void textIsRunWithParameters() throws Exception {
        assertThat(pool.run("EXEC('SELECT 1 AS a')")).contains("row 1");
        assertThat(pool.run("EXEC sp_executesql N'SELECT @x + @y AS s', N'@x int, @y int', 1, @y = 2"))
                .contains("row 3");
        try (var session = pool.session("sluice")) {
            assertThat(Pool.run(
                            session,
                            "SELECT @p AS p",
                            new SqlParameter("@p", new SqlType(Kind.NVARCHAR, 4000, 0, 0), "O'Hara")))
                    .contains("row O'Hara");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SET ROWCOUNT 5~error 104340 line 1: SET ROWCOUNT is not supported. Use TOP.",
                "EXEC sp_nope~error 2812 line 1: Could not find stored procedure 'sp_nope'.",
                "EXEC sp_executesql~error 201 line 1: Procedure or function 'sp_executesql' expects parameter"
                        + " '@statement', which was not supplied.",
                "SET NOCOUNT ON~done",
                "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED~done",
            })
    void settingsAndProceduresAreKnownOrRefused(String statement, String answer) throws Exception {
        assertThat(pool.run(statement)).containsExactly(answer);
    }
}
