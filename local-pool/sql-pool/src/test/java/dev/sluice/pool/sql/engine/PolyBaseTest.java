package dev.sluice.pool.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolyBaseTest {

    private static final String PLACE = " WITH (LOCATION = '/%s', DATA_SOURCE = ds, FILE_FORMAT = ff)";

    private static final String SPARK_COLUMNS = "(b bit, [by] smallint, sh smallint, i int, l bigint, f real, d float,"
            + " dec9 decimal(9,2), dec18 decimal(18,4), dec38 decimal(38,10), s nvarchar(10), [bin] varbinary(10),"
            + " da date, ts datetime2(7))";

    private static final String FILLING =
            "HdfsBridge::recordReaderFillBuffer - Unexpected error encountered filling record reader buffer: ";

    @TempDir
    private Path folder;

    private Pool pool;

    @BeforeEach
    void open() throws Exception {
        pool = Pool.in(folder);
        pool.prepareLake();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private void stage(String location, String resource) throws IOException {
        Path file = pool.stage().resolve(location).resolve("part-0.snappy.parquet");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (InputStream in =
                Objects.requireNonNull(PolyBaseTest.class.getResourceAsStream("/parquet/" + resource + ".parquet"))) {
            Files.copy(in, file);
        }
    }

    private List<String> external(String name, String columns, String location) throws Exception {
        return pool.run("CREATE EXTERNAL TABLE " + name + ' ' + columns + PLACE.formatted(location));
    }

    @Test
    void everyTypeOfSparkIsReadAtItsLimits() throws Exception {
        stage("in/int96", "spark-int96");
        Files.writeString(pool.stage().resolve("in/int96/_SUCCESS"), "");
        Files.writeString(pool.stage().resolve("in/int96/.part.crc"), "x");
        assertThat(external("e", SPARK_COLUMNS, "in/int96/")).containsExactly("done");
        assertThat(pool.run("SELECT * FROM e"))
                .containsExactly(
                        "columns b bit, by smallint, sh smallint, i int, l bigint, f real, d float, dec9 decimal(9,2),"
                                + " dec18 decimal(18,4), dec38 decimal(38,10), s nvarchar(10), bin varbinary(10),"
                                + " da date, ts datetime2(7)",
                        "row true|127|32767|2147483647|9223372036854775807|1.5|2.5|1234567.89|12345678901234.5678|"
                                + "1234567890123456789012345678.0123456789|şğ€😀|00ff|9999-12-31|"
                                + "2024-02-29T23:59:59.123456",
                        "row null|null|null|null|null|null|null|null|null|null|null|null|null|null",
                        "row false|-128|-32768|-2147483648|-9223372036854775808|-1.5|-2.5|-1234567.89|-1.0000|"
                                + "-1.0000000000|||0001-01-01|1969-12-31T23:59:59.999999",
                        "rows 3");
    }

    /** DuckDB takes a path for a pattern: a folder {@code s*} would be read with all that begin alike. */
    @ParameterizedTest
    @ValueSource(strings = {"s*", "s?", "[st]", "[!a]", "[[]", "**", "{s1,s2}", "]s[", "s'*", "%s", "~"})
    void aNameIsNoPattern(String name) throws Exception {
        stage("in/s1", "spark-int96");
        stage("in/s2", "spark-int96");
        stage("in/s", "spark-int96");
        stage("in/" + name, "spark-int96");
        external("e", SPARK_COLUMNS, "in/" + name.replace("'", "''"));
        assertThat(pool.run("SELECT COUNT(*) AS n FROM e")).contains("row 3");
    }

    @Test
    void aNameThatCannotBeToldFromAPatternIsRefused() throws Exception {
        stage("in/a\\*", "spark-int96");
        external("e", SPARK_COLUMNS, "in");
        assertThat(pool.run("SELECT * FROM e"))
                .containsExactly("error 105002 line 1: EXTERNAL TABLE access failed because the file"
                        + " 'part-0.snappy.parquet' has a path with a backslash beside one of * ? [, which the local SQL"
                        + " pool cannot read. Rename it.");
    }

    @Test
    void nothingIsReadOrWrittenBehindASymbolicLink() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        stage("in", "spark-int96");
        Files.copy(pool.stage().resolve("in/part-0.snappy.parquet"), outside.resolve("secret.parquet"));
        Files.createSymbolicLink(pool.stage().resolve("link"), outside);
        Files.createSymbolicLink(pool.stage().resolve("in/linked.parquet"), outside.resolve("secret.parquet"));
        Files.createSymbolicLink(pool.stage().resolveSibling("linkedcontainer"), outside);

        assertThat(external("e", SPARK_COLUMNS, "link")).first().asString().startsWith("error 105002 ");
        assertThat(external("f", SPARK_COLUMNS, "link/secret.parquet"))
                .first()
                .asString()
                .startsWith("error 105002 ")
                .contains("must not lead over a symbolic link");
        assertThat(external("g", SPARK_COLUMNS, "in")).containsExactly("done");
        assertThat(pool.run("SELECT COUNT(*) AS n FROM g")).contains("row 3");
        for (String place : List.of("link/new", "link")) {
            assertThat(pool.run("CREATE EXTERNAL TABLE c" + PLACE.formatted(place) + " AS SELECT 1 AS a"))
                    .first()
                    .asString()
                    .startsWith("error 105002 ");
        }
        assertThat(outside.resolve("new")).doesNotExist();
        pool.run("CREATE EXTERNAL DATA SOURCE linked WITH (TYPE = HADOOP,"
                + " LOCATION = 'abfss://linkedcontainer@acct.dfs.core.windows.net', CREDENTIAL = cred)");
        assertThat(pool.run("CREATE EXTERNAL TABLE h " + SPARK_COLUMNS
                        + " WITH (LOCATION = '/', DATA_SOURCE = linked, FILE_FORMAT = ff)"))
                .first()
                .asString()
                .startsWith("error 105002 ");
        pool.run("CREATE TABLE t (a int) WITH (HEAP)");
        assertThat(pool.run("COPY INTO t FROM 'https://acct.dfs.core.windows.net/stage/link/*.parquet'"
                        + " WITH (FILE_TYPE = 'PARQUET')"))
                .first()
                .asString()
                .startsWith("error 105002 ");
    }

    @Test
    void millisecondsAreReadAndMicrosecondsAreNot() throws Exception {
        stage("millis", "spark-timestamp-millis");
        stage("micros", "spark-timestamp-micros");
        external("millis", SPARK_COLUMNS, "millis");
        external("micros", SPARK_COLUMNS, "micros");
        assertThat(pool.run("SELECT ts FROM millis WHERE b = 1")).contains("row 2024-02-29T23:59:59.123");
        assertThat(pool.run("SELECT ts FROM micros"))
                .containsExactly("error 106000 line 1: " + FILLING
                        + "ClassCastException: file 'part-0.snappy.parquet', column 'ts' at position 14:"
                        + " Parquet INT64 (TIMESTAMP(MICROS)) cannot be read as datetime2(7)");
    }

    @Test
    void listsAndMapsAreReadAsJson() throws Exception {
        stage("nested", "spark-nested");
        external("e", "(l nvarchar(max), m varchar(max))", "nested");
        assertThat(pool.run("SELECT l, m FROM e")).contains("row [1,2]|{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "b bit#b int#column 'b' at position 1: Parquet BOOLEAN cannot be read as int",
                "[by] smallint#[by] tinyint#column 'by' at position 2: Parquet INT32 (INT(8,true)) cannot be read as"
                        + " tinyint",
                "sh smallint#sh int#column 'sh' at position 3: Parquet INT32 (INT(16,true)) cannot be read as int",
                "i int#i bigint#column 'i' at position 4: Parquet INT32 cannot be read as bigint",
                "l bigint#l int#column 'l' at position 5: Parquet INT64 cannot be read as int",
                "f real#f float#column 'f' at position 6: Parquet FLOAT cannot be read as float",
                "d float#d real#column 'd' at position 7: Parquet DOUBLE cannot be read as real",
                "dec9 decimal(9,2)#dec9 decimal(9,1)#column 'dec9' at position 8: Parquet INT32 (DECIMAL(9,2)) cannot be"
                        + " read as decimal(9,1)",
                "s nvarchar(10)#s uniqueidentifier#",
                "s nvarchar(10)#s int#column 's' at position 11: Parquet BYTE_ARRAY (UTF8) cannot be read as int",
                "[bin] varbinary(10)#[bin] nvarchar(10)#column 'bin' at position 12: Parquet BYTE_ARRAY cannot be read as"
                        + " nvarchar(10)",
                "da date#da datetime2(7)#column 'da' at position 13: Parquet INT32 (DATE) cannot be read as"
                        + " datetime2(7)",
                "ts datetime2(7)#ts date#column 'ts' at position 14: Parquet INT96 cannot be read as date",
            })
    void aTypeThatDoesNotMatchEndsTheQuery(String right, String wrong, String message) throws Exception {
        stage("in", "spark-int96");
        assertThat(external("e", SPARK_COLUMNS.replace(right, wrong), "in")).containsExactly("done");
        List<String> answer = pool.run("SELECT COUNT_BIG(*) AS n FROM e");
        if (message != null) {
            assertThat(answer)
                    .containsExactly("error 106000 line 1: " + FILLING
                            + "ClassCastException: file 'part-0.snappy.parquet', " + message);
        }
    }

    @Test
    void aTextThatIsTooLongEndsTheQuery() throws Exception {
        stage("in", "spark-int96");
        external("e", SPARK_COLUMNS.replace("s nvarchar(10)", "s nvarchar(3)"), "in");
        assertThat(pool.run("SELECT s FROM e").get(0))
                .startsWith("error 106000 line 1: " + FILLING
                        + "HadoopSqlException: String or binary data would be truncated: column 's' is declared"
                        + " nvarchar(3), a value has the length ");
        assertThat(pool.run("CREATE TABLE t WITH (HEAP) AS SELECT * FROM e").get(0))
                .startsWith("error 106000 ");
        assertThat(pool.run("SELECT name FROM sys.tables WHERE name = 't'")).contains("rows 0");
    }

    @Test
    void columnsGoByPositionAndTheirNumberMustMatch() throws Exception {
        stage("nested", "spark-nested");
        external("e", "(l nvarchar(max))", "nested");
        assertThat(pool.run("SELECT l FROM e"))
                .containsExactly("error 106000 line 1: " + FILLING
                        + "HadoopExecutionException: Column count mismatch. Source file 'part-0.snappy.parquet' has 2"
                        + " columns, external table definition has 1 columns.");
    }

    @Test
    void whatIsNoParquetEndsTheQuery() throws Exception {
        Files.createDirectories(pool.stage().resolve("in"));
        Files.writeString(pool.stage().resolve("in/a.csv"), "1,2,3,4,5,6,7,8,9");
        external("e", "(a int)", "in");
        assertThat(pool.run("SELECT a FROM e").get(0))
                .startsWith(
                        "error 106000 line 1: " + FILLING + "HadoopExecutionException: a file is not a Parquet file");
    }

    @Test
    void everyTypeComesBackFromAnExport() throws Exception {
        pool.run("CREATE TABLE t (bi bit, ti tinyint, si smallint, i int, bg bigint, d decimal(38,10), m money,"
                + " sm smallmoney, r real, f float, c char(3), vc varchar(5), nc nchar(3), nv nvarchar(5),"
                + " vb varbinary(4), da date, tm time(6), dt datetime, sd smalldatetime, d2 datetime2(6),"
                + " dof datetimeoffset(6), u uniqueidentifier) WITH (HEAP)");
        assertThat(pool.run("INSERT INTO t VALUES (1, 255, 32767, 2147483647, 9223372036854775807,"
                        + " 1234567890123456789012345678.0123456789, 922337203685477.5807, 214748.3647, 1.5, 2.5, 'ab',"
                        + " 'a|\"', N'ş', N'ğ€', 0x00FF, '9999-12-31', '23:59:59.999999', '9999-12-31 23:59:59.997',"
                        + " '2079-06-06 23:59:00', '9999-12-31 23:59:59.999999', '2024-01-01 00:00:00.123456 +02:00',"
                        + " '00112233-4455-6677-8899-AABBCCDDEEFF'), (0, 0, -32768, -2147483648,"
                        + " -9223372036854775808, -1, -922337203685477.5808, -214748.3648, -1.5, -2.5, '', '', N'', N'',"
                        + " 0x, '0001-01-01', '00:00:00', '1753-01-01', '1900-01-01', '0001-01-01',"
                        + " '0001-01-01 00:00:00 +00:00', '00000000-0000-0000-0000-000000000000'),"
                        + " (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                        + " NULL, NULL, NULL, NULL, NULL, NULL, NULL)"))
                .containsExactly("changed 3");
        List<String> rows = pool.run("SELECT * FROM t ORDER BY i");
        assertThat(rows).hasSize(5);
        assertThat(pool.run("CREATE EXTERNAL TABLE e" + PLACE.formatted("out/run1") + " AS SELECT * FROM t"))
                .containsExactly("changed 3");
        assertThat(pool.run("SELECT * FROM e ORDER BY i")).isEqualTo(rows);
        assertThat(pool.run("CREATE TABLE back WITH (HEAP) AS SELECT * FROM e; SELECT * FROM back ORDER BY i"))
                .startsWith("changed 3")
                .endsWith("rows 3")
                .containsAll(rows);
    }

    @Test
    void anExportNamesItsFilesAfterTheQuery() throws Exception {
        assertThat(pool.run("CREATE EXTERNAL TABLE e" + PLACE.formatted("/out/run1/") + " AS SELECT 1 AS a"))
                .containsExactly("changed 1");
        try (Stream<Path> files = Files.list(pool.stage().resolve("out/run1"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).toList())
                    .singleElement()
                    .asString()
                    .matches("QID\\d+_20260301_102030_0\\.parq\\.snappy");
        }
        assertThat(pool.run("SELECT type, bytes_processed, rows_processed FROM sys.dm_pdw_dms_workers")
                        .get(1))
                .matches("row WRITER\\|\\d+\\|1");
    }

    @Test
    void anExportTakesNoPlaceThatIsTaken() throws Exception {
        pool.run("CREATE EXTERNAL TABLE e" + PLACE.formatted("out") + " AS SELECT 1 AS a");
        assertThat(pool.run("CREATE EXTERNAL TABLE f" + PLACE.formatted("out") + " AS SELECT 1 AS a"))
                .containsExactly(
                        "error 105000 line 1: CREATE EXTERNAL TABLE AS SELECT failed because the external table"
                                + " location '/out' already exists and is not empty. Choose an empty location, or remove its"
                                + " files.");
        assertThat(pool.run("DROP EXTERNAL TABLE e")).containsExactly("done");
        assertThat(pool.stage().resolve("out")).isNotEmptyDirectory();
    }

    @Test
    void anExportLeavesHiddenFilesAlone() throws Exception {
        Files.createDirectories(pool.stage().resolve("out"));
        Files.writeString(pool.stage().resolve("out/_SUCCESS"), "");
        assertThat(pool.run("CREATE EXTERNAL TABLE e" + PLACE.formatted("out") + " AS SELECT 1 AS a; SELECT a FROM e"))
                .contains("changed 1", "row 1");
        assertThat(pool.stage().resolve("out/_SUCCESS")).exists();
    }

    @Test
    void aFailedExportLeavesNothing() throws Exception {
        pool.run("CREATE TABLE t (a nvarchar(5)); INSERT INTO t VALUES ('1'), ('x')");
        assertThat(pool.run("CREATE EXTERNAL TABLE e" + PLACE.formatted("out")
                                + " AS SELECT CAST(a AS int) AS a FROM t")
                        .get(0))
                .startsWith("error 245 ");
        assertThat(pool.stage().resolve("out")).doesNotExist();
        assertThat(folder.resolve("lake/.unfinished")).isEmptyDirectory();
        assertThat(pool.run("SELECT name FROM sys.external_tables")).contains("rows 0");
    }

    @Test
    void anEmptyResultIsExportedAsAnEmptyFile() throws Exception {
        pool.run("CREATE TABLE t (a int)");
        assertThat(pool.run(
                        "CREATE EXTERNAL TABLE e" + PLACE.formatted("out") + " AS SELECT a FROM t; SELECT a FROM e"))
                .containsExactly("changed 0", "columns a int", "rows 0");
        assertThat(pool.stage().resolve("out")).isNotEmptyDirectory();
    }

    @Test
    void filesWithOtherColumnNamesAreReadByPosition() throws Exception {
        pool.run("CREATE EXTERNAL TABLE e1" + PLACE.formatted("out/a") + " AS SELECT 1 AS a, 2 AS b");
        pool.run("CREATE EXTERNAL TABLE e2" + PLACE.formatted("out/b") + " AS SELECT 3 AS b, 4 AS a");
        external("e", "(x int NOT NULL, y int NOT NULL)", "out");
        assertThat(pool.run("SELECT x, y FROM e ORDER BY x")).contains("row 1|2", "row 3|4", "rows 2");
    }

    @Test
    void aNullInAColumnThatTakesNoneEndsTheQuery() throws Exception {
        pool.run("CREATE EXTERNAL TABLE e1" + PLACE.formatted("out") + " AS SELECT CAST(NULL AS int) AS a");
        external("e", "(a int NOT NULL)", "out");
        assertThat(pool.run("SELECT a FROM e"))
                .contains("error 106000 line 1: " + FILLING
                        + "HadoopSqlException: Cannot insert the value NULL into column 'a'; column does not allow"
                        + " nulls.");
    }

    @Test
    void copyIntoLoadsByPosition() throws Exception {
        pool.run("CREATE EXTERNAL TABLE e" + PLACE.formatted("out/a")
                + " AS SELECT 1 AS x, CAST('q' AS nvarchar(5)) AS y");
        pool.run("CREATE TABLE t (k nvarchar(5), id int, z int) WITH (HEAP)");
        String options = " WITH (FILE_TYPE = 'PARQUET', CREDENTIAL = (IDENTITY = 'Managed Identity'))";
        assertThat(pool.run("COPY INTO t (id, k) FROM 'https://acct.dfs.core.windows.net/stage/out/a/'" + options))
                .containsExactly("changed 1");
        assertThat(pool.run(
                        "COPY INTO t (id, k) FROM 'https://acct.dfs.core.windows.net/stage/out/*/*.snappy'" + options))
                .containsExactly("changed 1");
        assertThat(pool.run("SELECT id, k, z FROM t")).contains("row 1|q|null", "rows 2");
        assertThat(pool.run("COPY INTO t FROM 'https://acct.dfs.core.windows.net/stage/out/a.csv'"
                        + " WITH (FILE_TYPE = 'CSV')"))
                .containsExactly("error 13840 line 1: COPY INTO of FILE_TYPE 'CSV' is not supported by the local SQL"
                        + " pool. Use 'PARQUET'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "a/../../x", "a/..", "..\\x"})
    void noLocationLeadsOutOfItsContainer(String location) throws Exception {
        assertThat(external("e", "(a int)", location))
                .containsExactly("error 105002 line 1: EXTERNAL TABLE access failed because the specified path name '/"
                        + location + "' is not valid: it must lie inside the container. Enter a valid path and try"
                        + " again.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "CREATE EXTERNAL TABLE e (a int) WITH (LOCATION = '/nope', DATA_SOURCE = ds, FILE_FORMAT = ff)#error"
                        + " 105002 line 1: EXTERNAL TABLE access failed because the specified path name '/nope' does not"
                        + " exist. Enter a valid path and try again.",
                "CREATE EXTERNAL TABLE e (a int) WITH (LOCATION = '/', DATA_SOURCE = nope, FILE_FORMAT = ff)#error"
                        + " 15151 line 1: Cannot find the external data source 'nope', because it does not exist or you"
                        + " do not have permission.",
                "CREATE EXTERNAL TABLE e (a int) WITH (LOCATION = '/', DATA_SOURCE = ds, FILE_FORMAT = nope)#error"
                        + " 15151 line 1: Cannot find the external file format 'nope', because it does not exist or you"
                        + " do not have permission.",
                "CREATE EXTERNAL DATA SOURCE d WITH (TYPE = HADOOP, LOCATION = 'https://x')#error 105001 line 1: CREATE"
                        + " EXTERNAL DATA SOURCE failed because the location URI 'https://x' is not valid. Write it as"
                        + " abfss://container@account.dfs.core.windows.net.",
                "CREATE EXTERNAL DATA SOURCE ds WITH (TYPE = HADOOP, LOCATION ="
                        + " 'abfss://stage@acct.dfs.core.windows.net')#error 46502 line 1: External data source 'ds'"
                        + " already exists.",
                "CREATE EXTERNAL FILE FORMAT f WITH (FORMAT_TYPE = DELIMITEDTEXT)#error 46531 line 1: External file"
                        + " formats of type DELIMITEDTEXT are not supported by the local SQL pool. Use PARQUET.",
                "CREATE EXTERNAL TABLE e WITH (LOCATION = '/a', DATA_SOURCE = other, FILE_FORMAT = ff) AS SELECT 1 AS"
                        + " a#error 105002 line 1: EXTERNAL TABLE access failed because the storage account 'nowhere'"
                        + " does not exist in the local pool. Check the LOCATION of external data source 'other'.",
                "CREATE EXTERNAL TABLE e WITH (LOCATION = '/a', DATA_SOURCE = wrong, FILE_FORMAT = ff) AS SELECT 1 AS"
                        + " a#error 105002 line 1: EXTERNAL TABLE access failed because the container 'nothing' does not"
                        + " exist in storage account 'acct'. Check the LOCATION of external data source 'wrong'.",
                "DROP EXTERNAL DATA SOURCE nope#error 3701 line 1: Cannot drop the external data source 'nope', because"
                        + " it does not exist or you do not have permission.",
                "INSERT INTO used VALUES (1)#error 46519 line 1: DML Operations are not supported with external tables.",
                "DELETE FROM used#error 46519 line 1: DML Operations are not supported with external tables.",
                "DROP EXTERNAL DATA SOURCE ds#error 33165 line 1: Cannot drop the external data source 'ds' because it"
                        + " is used by external table 'dbo.used'.",
                "DROP EXTERNAL FILE FORMAT ff#error 33165 line 1: Cannot drop the external file format 'ff' because it"
                        + " is used by external table 'dbo.used'.",
                "DROP TABLE used#error 3701 line 1: Cannot drop the table 'used', because it does not exist or you do"
                        + " not have permission.",
            })
    void whatCannotBeReachedIsRefused(String statement, String answer) throws Exception {
        pool.run("CREATE EXTERNAL DATA SOURCE other WITH (TYPE = HADOOP, LOCATION ="
                + " 'abfss://stage@nowhere.dfs.core.windows.net')");
        pool.run("CREATE EXTERNAL DATA SOURCE wrong WITH (TYPE = HADOOP, LOCATION ="
                + " 'abfss://nothing@acct.dfs.core.windows.net')");
        pool.run("CREATE EXTERNAL TABLE used (a int) WITH (LOCATION = '/', DATA_SOURCE = ds, FILE_FORMAT = ff)");
        assertThat(pool.run(statement)).containsExactly(answer);
    }

    @Test
    void aMissingFolderIsToldWhenItIsRead() throws Exception {
        Files.createDirectories(pool.stage().resolve("gone"));
        external("e", "(a int)", "gone");
        assertThat(pool.run("SELECT a FROM e")).containsExactly("columns a int", "rows 0");
        Files.delete(pool.stage().resolve("gone"));
        assertThat(pool.run("SELECT a FROM e"))
                .containsExactly("error 105002 line 1: EXTERNAL TABLE access failed because the specified path name"
                        + " '/gone' does not exist. Enter a valid path and try again.");
    }

    @Test
    void whatAKilledExportLeftIsSwept() throws Exception {
        Path left = folder.resolve("lake/.unfinished/QID1_5/QID1_0.parq.snappy");
        pool.close();
        Files.createDirectories(Objects.requireNonNull(left.getParent()));
        Files.writeString(left, "half");
        pool.restart();
        assertThat(left).doesNotExist();
        assertThatThrownBy(() -> pool.session("nobody")).hasMessageContaining("\"nobody\" is not able to access");
    }
}
