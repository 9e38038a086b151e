package dev.sluice.pool.sql.tsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TsqlParserTest {

    private static Statement one(String batch) throws SqlError {
        List<Statement> statements = TsqlParser.parse(batch);
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ⇒ ",
            quoteCharacter = '\u0001',
            value = {
                "SELECT ⇒ 102 ⇒ Parse error at line: 1, column: 1: Incorrect syntax near 'SELECT'.",
                "SELECT FROM t ⇒ 102 ⇒ Parse error at line: 1, column: 8: Incorrect syntax near 'FROM'.",
                "SELECT 1 FROM t WHERE ⇒ 102 ⇒ Parse error at line: 1, column: 17: Incorrect syntax near 'WHERE'.",
                "SELECT (1 ⇒ 102 ⇒ Parse error at line: 1, column: 9: Incorrect syntax near '1'.",
                "SELECT 1 1 ⇒ 102 ⇒ Parse error at line: 1, column: 10: Incorrect syntax near '1'.",
                "SELECT 'abc ⇒ 105 ⇒ Parse error at line: 1, column: 8: Unclosed quotation mark after the character"
                        + " string 'abc'.",
                "SELECT [abc ⇒ 105 ⇒ Parse error at line: 1, column: 8: Unclosed quotation mark after the character"
                        + " string 'abc'.",
                "SELECT 1 /* x ⇒ 113 ⇒ Parse error at line: 1, column: 10: Missing end comment mark '*/'.",
                "SELECT [] ⇒ 1038 ⇒ Parse error at line: 1, column: 8: An object or column name is missing or empty. Add"
                        + " a name between the delimiters.",
                "SELECT 1 ? 2 ⇒ 102 ⇒ Parse error at line: 1, column: 10: Incorrect syntax near '?'.",
                "SELECT a.b.c.d.e FROM x.y.z.w ⇒ 117 ⇒ Parse error at line: 1, column: 23: The object name contains more"
                        + " than the maximum number of prefixes. The maximum is 2.",
                "SELECT 1 FROM t WHERE a ⇒ 4145 ⇒ Parse error at line: 1, column: 23: An expression of non-boolean type"
                        + " specified in a context where a condition is expected, near ''.",
                "SELECT a = 1 = 2 ⇒ 102 ⇒ Parse error at line: 1, column: 14: Incorrect syntax near '='.",
                "SELECT (a = 1) + 2 ⇒ 102 ⇒ Parse error at line: 1, column: 16: Incorrect syntax: a condition cannot"
                        + " stand where a value is expected.",
                "SELECT dbo.f(1) ⇒ 4121 ⇒ Parse error at line: 1, column: 8: Cannot find either column \"dbo\" or the"
                        + " user-defined function or aggregate \"dbo.f\", or the name is ambiguous.",
                "SELECT 1 FROM a PIVOT (MAX(x) FOR y IN (z)) p ⇒ 102 ⇒ Parse error at line: 1, column: 17: Incorrect"
                        + " syntax near 'PIVOT'.",
                "SELECT 1 FROM t FOR XML PATH ⇒ 102 ⇒ Parse error at line: 1, column: 17: Incorrect syntax near 'FOR'.",
                "SELECT 1 OPTION (NOPE 1) ⇒ 102 ⇒ Parse error at line: 1, column: 18: Incorrect syntax near 'NOPE'.",
                "SELECT 1 FROM t WITH (NOPE) ⇒ 102 ⇒ Parse error at line: 1, column: 23: Incorrect syntax near 'NOPE'.",
                "DBCC CHECKDB ⇒ 40510 ⇒ Parse error at line: 1, column: 1: Statement 'DBCC' is not supported by this SQL"
                        + " pool.",
                "CREATE PROCEDURE p AS SELECT 1 ⇒ 40510 ⇒ Parse error at line: 1, column: 8: Statement 'CREATE PROCEDURE'"
                        + " is not supported by this SQL pool.",
                "ALTER DATABASE x SET y ⇒ 40510 ⇒ Parse error at line: 1, column: 7: Statement 'ALTER DATABASE' is not"
                        + " supported by this SQL pool.",
                "CREATE NOPE x ⇒ 102 ⇒ Parse error at line: 1, column: 8: Incorrect syntax near 'NOPE'.",
                "DROP NOPE x ⇒ 102 ⇒ Parse error at line: 1, column: 6: Incorrect syntax near 'NOPE'.",
                "FROB 1 ⇒ 102 ⇒ Parse error at line: 1, column: 1: Incorrect syntax near 'FROB'.",
                "CREATE TABLE t (a xml) ⇒ 2715 ⇒ Parse error at line: 1, column: 19: Column, parameter, or variable:"
                        + " Cannot find data type xml, or a SQL pool does not support it.",
                "CREATE TABLE t (a varchar(9000)) ⇒ 131 ⇒ Parse error at line: 1, column: 26: The size (9000) given to the"
                        + " type 'varchar' exceeds the maximum allowed for any data type (8000).",
                "CREATE TABLE t (a decimal(39)) ⇒ 2750 ⇒ Parse error at line: 1, column: 26: Column or parameter:"
                        + " Specified column precision 39 is greater than the maximum precision of 38.",
                "CREATE TABLE t (a decimal(5,6)) ⇒ 183 ⇒ Parse error at line: 1, column: 26: The scale (6) must be within"
                        + " the range 0 to 5.",
                "CREATE TABLE t (a datetime2(8)) ⇒ 1002 ⇒ Parse error at line: 1, column: 28: Specified scale 8 is"
                        + " invalid.",
                "CREATE TABLE t (a char(0)) ⇒ 1001 ⇒ Parse error at line: 1, column: 23: Length or precision specification"
                        + " 0 is invalid.",
                "CREATE TABLE t (a int) WITH (DISTRIBUTION = NOPE) ⇒ 102 ⇒ Parse error at line: 1, column: 45: Incorrect"
                        + " syntax near 'NOPE'.",
                "CREATE EXTERNAL DATA SOURCE d WITH (NOPE = 1) ⇒ 102 ⇒ Parse error at line: 1, column: 37: Incorrect"
                        + " syntax near 'NOPE'.",
                "SET NOPE ON ⇒ 195 ⇒ Parse error at line: 1, column: 5: 'NOPE' is not a recognized SET option.",
                "INSERT INTO t OUTPUT inserted.a VALUES (1) ⇒ 102 ⇒ Parse error at line: 1, column: 15: Incorrect syntax"
                        + " near 'OUTPUT'.",
                "DELETE FROM t AS a ⇒ 102 ⇒ Parse error at line: 1, column: 15: Incorrect syntax near 'AS'.",
                "ALTER TABLE t ADD PRIMARY KEY NONCLUSTERED (a) ⇒ 102 ⇒ Parse error at line: 1, column: 46: Incorrect"
                        + " syntax near ')'.",
                "IF 1 = 1 ⇒ 102 ⇒ Parse error at line: 1, column: 8: Incorrect syntax near '1'.",
                "BEGIN SELECT 1 ⇒ 102 ⇒ Parse error at line: 1, column: 14: Incorrect syntax near '1'.",
            })
    void whatIsNoTsqlIsRefusedWithItsPlace(String batch, int number, String message) {
        SqlError error = catchThrowableOfType(SqlError.class, () -> TsqlParser.parse(batch));
        assertThat(error).isNotNull();
        assertThat(error.getMessage()).isEqualTo(message);
        assertThat(error.number()).isEqualTo(number);
    }

    @Test
    void anErrorKnowsItsLine() {
        SqlError error =
                catchThrowableOfType(SqlError.class, () -> TsqlParser.parse("SELECT 1\n-- x\nFROM t\n  WHERE )"));
        assertThat(error.line()).isEqualTo(4);
        assertThat(error.getMessage()).startsWith("Parse error at line: 4, column: 9:");
    }

    @Test
    void aBatchThatIsNestedTooDeeplyIsRefused() {
        String batch = "SELECT " + "(".repeat(5000) + "1" + ")".repeat(5000);
        SqlError error = catchThrowableOfType(SqlError.class, () -> TsqlParser.parse(batch));
        assertThat(error.number()).isEqualTo(191);
    }

    @ParameterizedTest
    @CsvSource({"+, 2000", "-, 2000", "&, 2000", "*, 2000", "/, 2000", "%, 2000"})
    void aLongChainOfOperatorsIsNoNesting(String operator, int terms) throws SqlError {
        Statement.Select select = (Statement.Select) one("SELECT 1" + (' ' + operator + " 1").repeat(terms - 1));
        assertThat(select.toString()).contains("Chain[");
        assertThat(one("SELECT " + "(".repeat(90) + "1" + (operator + " 1").repeat(terms - 1) + ")".repeat(90)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "*"})
    void aChainOfTooManyOperatorsIsRefused(String operator) {
        SqlError error = catchThrowableOfType(
                SqlError.class, () -> TsqlParser.parse("SELECT 1" + (operator + '1').repeat(5000)));
        assertThat(error.number()).isEqualTo(191);
    }

    @Test
    void refusesMoreTokensThanItCanHold() throws SqlError {
        assertThat(TsqlParser.parse("SELECT 1;".repeat(100_000))).hasSize(100_000);
        SqlError error = catchThrowableOfType(SqlError.class, () -> TsqlParser.parse("SELECT 1;".repeat(200_000)));
        assertThat(error.number()).isEqualTo(701);
        assertThat(error).hasMessage("There is insufficient system memory in the pool to run this query.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";;", "-- only a comment", "/* a /* nested */ one */"})
    void aBatchMayBeEmpty(String batch) throws SqlError {
        assertThat(TsqlParser.parse(batch)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD a int NULL, b varchar(5) NOT NULL DEFAULT 'x'",
                "ALTER TABLE t DROP COLUMN IF EXISTS a, b",
                "ALTER TABLE t ALTER COLUMN a bigint NOT NULL",
                "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY NONCLUSTERED (a) NOT ENFORCED",
                "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) NOT ENFORCED",
                "ALTER TABLE t ADD CONSTRAINT d DEFAULT 1 FOR a",
                "ALTER TABLE t DROP CONSTRAINT d",
                "ALTER TABLE t SWITCH TO u",
                "ALTER TABLE t SWITCH TO u WITH (TRUNCATE_TARGET = OFF)",
                "ALTER TABLE t SPLIT RANGE (5)",
                "ALTER TABLE t MERGE RANGE (5)",
                "ALTER TABLE t REBUILD PARTITION = ALL WITH (DATA_COMPRESSION = COLUMNSTORE)",
                "ALTER INDEX ALL ON t REBUILD",
                "ALTER INDEX i ON t REORGANIZE PARTITION = 1",
                "CREATE CLUSTERED COLUMNSTORE INDEX i ON t",
                "CREATE NONCLUSTERED INDEX i ON t (a DESC, b)",
                "DROP INDEX IF EXISTS i ON t",
                "DROP STATISTICS dbo.t.s",
                "UPDATE STATISTICS t (a, b) WITH SAMPLE 10 PERCENT",
                "CREATE STATISTICS s ON t (a) WHERE a > 1",
                "CREATE OR ALTER VIEW v (a) AS SELECT 1",
                "ALTER VIEW v AS SELECT 1 AS a",
                "DROP VIEW IF EXISTS a, b",
                "DROP MASTER KEY",
                "DROP EXTERNAL FILE FORMAT f",
                "DROP DATABASE SCOPED CREDENTIAL c",
                "DROP ROLE r",
                "DROP USER u",
                "DROP LOGIN l",
                "DROP DATABASE d",
                "DROP SCHEMA s",
                "CREATE DATABASE d COLLATE x (EDITION = 'datawarehouse', SERVICE_OBJECTIVE = 'DW100c')",
                "ALTER DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'x', SECRET = 'y'",
                "CREATE MASTER KEY",
                "CREATE EXTERNAL FILE FORMAT f WITH (FORMAT_TYPE = DELIMITEDTEXT, FORMAT_OPTIONS (FIELD_TERMINATOR = '|',"
                        + " FIRST_ROW = 2))",
                "CREATE TABLE t (a int IDENTITY(1,1), b varchar(5) COLLATE x CONSTRAINT c DEFAULT 'x' NOT NULL)",
                "CREATE TABLE t (a, b) WITH (HEAP) AS SELECT 1, 2",
                "CREATE TABLE t WITH (CLUSTERED COLUMNSTORE INDEX ORDER (a)) AS SELECT 1 AS a",
                "CREATE TABLE t (a national character varying(5), b double precision, c sys.int, d float(24), e binary"
                        + " varying(3))",
                "TRUNCATE TABLE t WITH (PARTITIONS (1, 2))",
                "RENAME COLUMN t.a TO b",
                "CREATE LOGIN l WITH PASSWORD = 'x'",
                "CREATE USER u FOR LOGIN l WITH DEFAULT_SCHEMA = s",
                "CREATE USER u WITHOUT LOGIN",
                "CREATE ROLE r AUTHORIZATION dbo",
                "ALTER ROLE r DROP MEMBER u",
                "GRANT SELECT, INSERT ON SCHEMA::s TO u, public WITH GRANT OPTION",
                "REVOKE GRANT OPTION FOR SELECT ON OBJECT::dbo.t FROM u CASCADE",
                "DENY CONTROL TO u",
                "BEGIN TRY SELECT 1 END TRY BEGIN CATCH THROW END CATCH",
                "WHILE 1 = 0 BEGIN BREAK; CONTINUE END",
                "THROW 50000, 'x', 1",
                "RAISERROR('x %d', 16, 1, 5) WITH NOWAIT",
                "RETURN",
                "PRINT 'x' + 'y'",
                "USE sqlpool",
                "COMMIT",
                "ROLLBACK WORK",
                "BEGIN TRANSACTION t1",
                "EXEC ('SELECT ' + '1')",
                "EXEC @r = sp_x @a = 1, @b = @c OUTPUT, @d = DEFAULT",
                "sp_help orders",
                "SET IDENTITY_INSERT t ON",
                "SET STATISTICS TIME ON",
                "SET ANSI_NULLS, QUOTED_IDENTIFIER ON",
                "SET LOCK_TIMEOUT -1",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "SET @a += 1",
                "INSERT BULK t (a int, b nvarchar(10) COLLATE x) WITH (TABLOCK, CHECK_CONSTRAINTS)",
                "SELECT a FROM t (NOLOCK) INNER HASH JOIN u WITH (NOLOCK) ON t.a = u.a",
                "SELECT {ts '2024-01-01 00:00:00'}, {fn LEN('x')}, {d '2024-01-01'}",
                "SELECT ((SELECT 1) + 1), ((SELECT 1) UNION (SELECT 2))",
                "SELECT x AT TIME ZONE 'UTC' FROM t WHERE a !< 1 AND b !> 2 AND c != 3",
                "SELECT $1.5, 0x1, .5, 1., 1e-3, @@SPID",
            })
    void aStatementIsRead(String batch) throws SqlError {
        assertThat(one(batch).at()).isEqualTo(Position.START);
    }

    @Test
    void statementsNeedNoSemicolons() throws SqlError {
        assertThat(TsqlParser.parse(
                        "DECLARE @a int = 1 SET @a = 2 SELECT @a IF @a = 1 SELECT 1 ELSE SELECT 2 PRINT 'x'"))
                .hasSize(5);
    }

    @Test
    void aLabelIsKept() throws SqlError {
        Statement.Select select = (Statement.Select) one("SELECT 1 OPTION (MAXDOP 1, LABEL = 'a b')");
        assertThat(select.query().label()).isEqualTo("a b");
    }

    @Test
    void aTypeHasItsLengths() throws SqlError {
        Definition.CreateTable create = (Definition.CreateTable)
                one("CREATE TABLE t (a varchar(max), b decimal(18,4), c time, d nchar, e sysname)");
        assertThat(create.columns())
                .extracting(Definition.ColumnDefinition::type)
                .containsExactly(
                        new SqlType(Kind.VARCHAR, SqlType.MAX, 0, 0),
                        new SqlType(Kind.DECIMAL, 0, 18, 4),
                        new SqlType(Kind.TIME, 0, 0, 7),
                        new SqlType(Kind.NCHAR, 1, 0, 0),
                        new SqlType(Kind.NVARCHAR, 128, 0, 0));
    }

    @Test
    void aSecretDoesNotShow() throws SqlError {
        Definition.PutCredential put = (Definition.PutCredential)
                one("CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i', SECRET = 'topsecret'");
        assertThat(put.toString()).doesNotContain("topsecret");
        assertThat(put.secret()).isNotNull().extracting(Secret::reveal).isEqualTo("topsecret");
    }

    @Test
    void aViewKeepsItsText() throws SqlError {
        Definition.CreateView view = (Definition.CreateView) one("CREATE VIEW v AS  SELECT 1 AS a ;");
        assertThat(view.text()).isEqualTo("CREATE VIEW v AS  SELECT 1 AS a");
    }

    @Test
    void aNameIsReadAlone() throws SqlError {
        assertThat(TsqlParser.objectName("[a].[b.c]").text()).isEqualTo("a.b.c");
        assertThat(TsqlParser.objectName("db..t").text()).isEqualTo("db..t");
        assertThat(catchThrowableOfType(SqlError.class, () -> TsqlParser.objectName("a b"))
                        .number())
                .isEqualTo(102);
    }
}
