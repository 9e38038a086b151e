package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.staging.Lease;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ResultTable;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T-SQL of the user that is put inside statements: one complete SELECT, one complete condition, and nothing more. */
final class UserSqlIT {

    private static final LocalPool POOL = LocalPool.shared();

    @BeforeAll
    static void makeTables() {
        POOL.sql(
                "CREATE TABLE dbo.asked4 (a int, s nvarchar(10))",
                "INSERT INTO dbo.asked4 VALUES (1, N'x')",
                "INSERT INTO dbo.asked4 VALUES (2, N'y--')",
                "INSERT INTO dbo.asked4 VALUES (3, N'z;')",
                "CREATE TABLE dbo.safe5 (a int, m money)",
                "INSERT INTO dbo.safe5 VALUES (5, 5)");
    }

    @AfterEach
    void leavesNothing() {
        // Whatever was asked for, the other table is as it was.
        assertThat(POOL.query("SELECT a, m FROM dbo.safe5")).containsExactly("5|5.0000");
        assertThat(POOL.query("SELECT name FROM sys.tables WHERE name = 'taken'"))
                .isEmpty();
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select a from dbo.asked4) as q; drop table dbo.safe5; --",
                "select a from dbo.asked4) as q drop table dbo.safe5 --",
                "select a from dbo.asked4; drop table dbo.safe5",
                "select a from dbo.asked4 drop table dbo.safe5",
                "select a from dbo.asked4; delete from dbo.safe5",
                "update dbo.safe5 set a = 6",
                "delete from dbo.safe5",
                "/* select */ delete from dbo.safe5",
                "with x as (select 5 as a) delete from dbo.safe5",
                ";with x as (select 5 as a) update dbo.safe5 set a = 6",
                "select a into dbo.taken from dbo.asked4",
                "select a from dbo.asked4 union all select a into dbo.taken from dbo.asked4",
                "exec('drop table dbo.safe5')",
                "exec sp_rename 'dbo.safe5', 'gone'",
                "truncate table dbo.safe5",
                "create table dbo.taken (a int)",
                "begin transaction; drop table dbo.safe5",
                "declare @a int = 1; delete from dbo.safe5; select @a as a",
                "select a from dbo.asked4 where a in (1)) as q rename object dbo.safe5 to gone --",
                "select a from dbo.asked4 as q rename object dbo.safe5 to gone",
                "select a from dbo.asked4 select a from dbo.safe5",
                "select 1 as a /* /* */ */ ; drop table dbo.safe5 -- */",
                "if 1 = 1 delete from dbo.safe5",
                "select a from dbo.asked4\nGO\ndrop table dbo.safe5",
                "select a from dbo.asked4 where a = 1drop table dbo.safe5",
                "select a from dbo.asked4 where a order by a",
                "select a,, a as b from dbo.asked4",
                "select a, from dbo.asked4",
            })
    void runsNoStatementButOneSelect(String sql) {
        for (TransferRequest request : List.of(
                Cell.query(sql),
                Cell.readQuery(sql, "v"),
                new TransferRequest.Query(TransferId.create(), PoolAddress.CONFIGURED, sql, "v", 5, null))) {
            TransferFailure failure = Cell.failure(POOL.spark(), request);

            assertThat(failure.code()).as(failure.toString()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(failure.what()).startsWith("The query is not one SELECT");
            assertThat(failure.why()).matches("(?s).*line \\d+, column \\d+.*");
        }
        assertThatThrownBy(() -> POOL.spark()
                        .read()
                        .format("sqlanalytics")
                        .option("query", sql)
                        .load()
                        .collectAsList())
                .hasMessageStartingWith("The query is not one SELECT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select a from dbo.asked4 -- the end",
                "select a from dbo.asked4 /* the end */",
                "select a from dbo.asked4 /* the /* inner */ end */;",
                "-- the beginning\nselect a from dbo.asked4",
                "/* the beginning */ select a from dbo.asked4;;",
                ";with x as (select a from dbo.asked4) select a from x",
                "with\nx as (select a from dbo.asked4) select a from x",
                "with\tx(b) as (select a from dbo.asked4) select b as a from x",
                "with/* c */x as (select a from dbo.asked4), y as (select a from x) select a from y -- end",
                "WITH [x] AS (SELECT a FROM dbo.asked4) SELECT a FROM [x] OPTION (HASH JOIN);",
                "select a from dbo.asked4 option (label = 'mine')",
                "select a from dbo.asked4 option (hash join) -- end",
                "select a from dbo.asked4 order by a",
                "select a from dbo.asked4 order by a desc;",
                "with x as (select a from dbo.asked4) select a from x order by a option (label = 'mine')",
                "select top (3) a from dbo.asked4 order by a",
                "select a from dbo.asked4 union select a from dbo.asked4 order by a",
                "(select a from dbo.asked4 where a = 1) union all (select a from dbo.asked4 where a > 1)",
                "select a as [a] from dbo.asked4 where s <> '--' and s <> N';' and s <> ']' and s <> 'it''s /*'",
                "select a as \"a\" from [dbo].[asked4] as [x]]y] where [x]]y].s not in (select ')' as p)",
                "select a from dbo.asked4\r\n-- a comment of Windows\r\n",
            })
    void readsOneSelectHoweverItIsWritten(String sql) {
        assertThat(Cell.receipt(POOL.spark(), Cell.readQuery(sql, "v")).rows()).isEqualTo(3);
        assertThat(POOL.spark().sql("SELECT sum(a) FROM v").head().getLong(0)).isEqualTo(6);
        ResultTable shown =
                Cell.receipt(POOL.spark(), Cell.query(sql)).results().get(0);
        assertThat(shown.rows()).containsExactlyInAnyOrder(List.of(1), List.of(2), List.of(3));
        assertThat(POOL.spark()
                        .read()
                        .format("sqlanalytics")
                        .option("query", sql)
                        .load()
                        .where("a > 1")
                        .select("a")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void castsFiltersAndLimitsACommonTableExpression() {
        String sql = "WITH x AS (SELECT a, m, CAST('12:30' AS time(0)) AS t FROM dbo.safe5) SELECT a, m, t FROM x";

        assertThat(Cell.receipt(POOL.spark(), Cell.read(null, sql, "v", "a = 5", 7L))
                        .rows())
                .isEqualTo(1);
        assertThat(ReadIT.rows(POOL.spark().table("v"))).containsExactly("5|5.0000|12:30:00");
        assertThat(Cell.receipt(POOL.spark(), Cell.read(null, sql, "v", "a = 6", null))
                        .rows())
                .isZero();
    }

    @Test
    void saysThatAViewHasNoOrder() {
        TransferReceipt receipt =
                Cell.receipt(POOL.spark(), Cell.readQuery("SELECT a FROM dbo.asked4 ORDER BY a", "v"));

        assertThat(receipt.warnings())
                .containsExactly("ORDER BY of the query was left out: the rows of a view have no order");
        assertThat(Cell.failure(POOL.spark(), Cell.read(null, "SELECT a FROM dbo.asked4 ORDER BY a", "v", null, 2L))
                        .what())
                .isEqualTo("The query is ordered and limited from outside");
        assertThat(Cell.receipt(POOL.spark(), Cell.readQuery("SELECT TOP (2) a FROM dbo.asked4 ORDER BY a DESC", "v"))
                        .rows())
                .isEqualTo(2);
        assertThat(POOL.spark().sql("SELECT sum(a) FROM v").head().getLong(0)).isEqualTo(5);
    }

    static Stream<String> takesNoConditionThatIsMore() {
        return Stream.of(
                "a in (1,2)) or (1=1",
                "1 = 1) as q; drop table dbo.safe5; --",
                "1 = 1; drop table dbo.safe5",
                "1 = 1 drop table dbo.safe5",
                "1 = 1 union select 5",
                "1 = 1 order by a",
                "1 = 1 option (label = 'x')",
                "1 = 1 group by a",
                "(a = 1",
                "a = 'x",
                "a = [x",
                "a = \"x",
                "a = 1 /* open",
                "a = 1 /* /* */",
                "where a = 1",
                "",
                " -- nothing",
                "a =",
                "and a = 1",
                "a = 1, s = 'x'",
                "a = 1 b",
                "= 1",
                "a = 1 and",
                "a in (",
                "a in ()",
                "a between 1",
                "not",
                "a 1",
                "a = 1,",
                "case when a = 1 then 2",
                "a is",
                "a like",
                "()",
                "(a = 1) (s = 'x')",
                "a = = 1",
                "a = 1 or or s = 'x'",
                "a",
                "a in (select from dbo.asked4)",
                "a = 1drop table dbo.safe5");
    }

    @ParameterizedTest
    @MethodSource
    void takesNoConditionThatIsMore(String where) {
        TransferFailure failure = Cell.failure(POOL.spark(), Cell.readTable("dbo.asked4", "v", where));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failure.what()).as(failure.toString()).startsWith("The option where is not one condition");
        assertThatThrownBy(() -> POOL.spark()
                        .read()
                        .format("sqlanalytics")
                        .option("where", where)
                        .load("dbo.asked4")
                        .where("a > 0")
                        .collectAsList())
                .hasMessageStartingWith("The option where is not one condition");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1 or a = 2",
                "a in (1, 2) -- a comment",
                "/* a comment */ a < 3",
                "a in (select a from dbo.asked4 where s <> N'z;')",
                "s not in ('z;', ')')",
                "case when a = 3 then 0 else 1 end = 1",
                "not (a = 3)",
                "a=1or a=2",
                "cast(a as decimal(9, 2)) between .5 and 2.5e0",
                "a <= 2 and s like N'%' and exists (select 1 from dbo.safe5 where m > 4)",
            })
    void takesACondition(String where) {
        assertThat(Cell.receipt(POOL.spark(), Cell.readTable("dbo.asked4", "v", where))
                        .rows())
                .isEqualTo(2);
        assertThat(POOL.spark()
                        .read()
                        .format("sqlanalytics")
                        .option("where", where)
                        .load("dbo.asked4")
                        .where("a > 1")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void saysWhichColumnsOfAQueryHaveNoNameOfTheirOwn() {
        assertThat(Cell.failure(POOL.spark(), Cell.readQuery("SELECT COUNT(*) FROM dbo.asked4", "v"))
                        .what())
                .isEqualTo("A column of the query has no name");
        assertThat(Cell.failure(
                                POOL.spark(),
                                Cell.readQuery(
                                        "SELECT x.a, y.a FROM dbo.asked4 AS x JOIN dbo.asked4 AS y ON x.a = y.a", "v"))
                        .what())
                .isEqualTo("Two columns of the query are named a");
    }
}
