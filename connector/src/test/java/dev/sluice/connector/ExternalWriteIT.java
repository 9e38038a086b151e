package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.staging.Lease;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.Loss;
import dev.sluice.transfer.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** External tables: their files are read by position and are never converted. */
final class ExternalWriteIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final String CONTAINER = "abfss://lake@sluicelocal.dfs.core.windows.net";

    @AfterEach
    void dropsItsTablesAndLeavesNothing() {
        for (String table : POOL.query("SELECT s.name + '].[' + t.name FROM sys.external_tables AS t"
                + " JOIN sys.schemas AS s ON s.schema_id = t.schema_id")) {
            POOL.sql("DROP EXTERNAL TABLE [" + table + "]");
        }
        for (String source : POOL.query("SELECT name FROM sys.external_data_sources")) {
            POOL.sql("DROP EXTERNAL DATA SOURCE [" + source + "]");
        }
        for (String format : POOL.query("SELECT name FROM sys.external_file_formats")) {
            POOL.sql("DROP EXTERNAL FILE FORMAT [" + format + "]");
        }
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @Test
    void addsRowsByName() {
        external("SELECT 1 AS a, 2 AS b", "dbo.d1").receipt();

        TransferReceipt added = append("SELECT 200 AS b, 100 AS a", "dbo.d1").receipt();

        assertThat(POOL.query("SELECT a, b FROM dbo.d1 ORDER BY a")).containsExactly("1|2", "100|200");
        assertThat(added.fingerprints())
                .extracting(TransferReceipt.ColumnFingerprint::column)
                .containsExactly("a", "b");
        append("SELECT 3 AS B, 4 AS A", "dbo.d1").receipt();
        assertThat(POOL.query("SELECT a, b FROM dbo.d1 ORDER BY a")).containsExactly("1|2", "4|3", "100|200");
    }

    @Test
    void addsRowsInTheTypesOfTheTable() {
        external(
                        "SELECT CAST(1 AS BIGINT) AS n, CAST(1.5 AS DECIMAL(20,4)) AS d, 2.5D AS f,"
                                + " TIMESTAMP'2020-01-01 01:02:03.123456' AS t, 'x' AS s, CAST(7 AS DECIMAL(12,0)) AS w",
                        "dbo.wide")
                .receipt();

        append(
                        "SELECT 3 AS w, 'y' AS s, DATE'1582-10-10' AS t, CAST(0.1 AS FLOAT) AS f,"
                                + " CAST(-0.05 AS DECIMAL(5,2)) AS d, 2 AS n",
                        "dbo.wide")
                .receipt();
        append(
                        "SELECT CAST(4 AS SMALLINT) AS n, CAST(5 AS BYTE) AS d, CAST(6 AS SHORT) AS f,"
                                + " TIMESTAMP_NTZ'2020-03-29 02:30:00' AS t, CAST(NULL AS STRING) AS s, 8 AS w",
                        "dbo.wide")
                .receipt();

        assertThat(POOL.query(
                        "SELECT n, d, CAST(f AS real), CONVERT(varchar(27), t, 121), s, w FROM dbo.wide ORDER BY n"))
                .containsExactly(
                        "1|1.5000|2.5|2020-01-01 01:02:03.1234560|x|7",
                        "2|-0.0500|0.1|1582-10-10 00:00:00.0000000|y|3",
                        "4|5.0000|6.0|2020-03-29 02:30:00.0000000|null|8");
        assertThat(readBack("dbo.wide"))
                .containsExactly(
                        "1,1.5000,2.5,2020-01-01 01:02:03.123456,x,7",
                        "2,-0.0500,0.10000000149011612,1582-10-10 00:00:00,y,3",
                        "4,5.0000,6.0,2020-03-29 02:30:00,8");
    }

    @Test
    void addsNullsWhereTheFrameHasNoColumn() {
        external("SELECT 1 AS a, 'x' AS b, DATE'2020-01-01' AS c", "dbo.fewer").receipt();

        append("SELECT DATE'2021-01-01' AS c", "dbo.fewer").receipt();

        assertThat(POOL.query("SELECT a, b, c FROM dbo.fewer ORDER BY c"))
                .containsExactly("1|x|2020-01-01", "null|null|2021-01-01");
    }

    @Test
    void refusesTypesThatTheTablesFilesDoNotHaveAndSaysTheLineThatCastsThem() {
        external("SELECT 1 AS a, 'x' AS b, CAST(1 AS DECIMAL(5,2)) AS c", "dbo.files_narrow")
                .receipt();

        TransferFailure failure = append(
                        "SELECT CAST(2 AS BIGINT) AS a, CAST(1 AS DECIMAL(9,2)) AS c, 'y' AS b", "dbo.files_narrow")
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
        assertThat(failure.what()).isEqualTo("The frame does not go into table [dbo].[files_narrow]");
        assertThat(failure.why())
                .isEqualTo(
                        "column a: bigint may not fit into int, and files of an external table are not converted when"
                                + " they are read; column c: decimal(9,2) may not fit into decimal(5,2), and files of an external"
                                + " table are not converted when they are read");
        assertThat(failure.fix())
                .isEqualTo("Cast them, in Python or Scala: df.selectExpr(\"cast(a as int) as a\","
                        + " \"cast(c as decimal(5,2)) as c\", \"b\")");
        assertThat(POOL.query("SELECT a, b, c FROM dbo.files_narrow")).containsExactly("1|x|1.00");
        assertThat(append("SELECT 2.5D AS a", "dbo.files_narrow").failure().why())
                .isEqualTo("column a: float does not go into int without loss");
        assertThat(append("SELECT 2 AS a, 3 AS z", "dbo.files_narrow").failure().why())
                .isEqualTo("the table has no column z");
    }

    @Test
    void addsRowsToATableOfAnotherMakeByItsOwnDefinition() {
        external("SELECT 'x' AS seed", "dbo.seed").receipt();
        String source = POOL.query("SELECT name FROM sys.external_data_sources").get(0);
        String format = POOL.query("SELECT name FROM sys.external_file_formats").get(0);
        POOL.lake("made/by/hand").toFile().mkdirs();
        POOL.sql("CREATE EXTERNAL TABLE dbo.hand (code varchar(5) NOT NULL, at datetime2(3) NULL, more int NULL)"
                + " WITH (LOCATION = '/made/by/hand', DATA_SOURCE = [" + source + "], FILE_FORMAT = [" + format + "])");

        WriteCell rounded = append("SELECT TIMESTAMP'2020-01-01 00:00:00.1235' AS at, 'ab€' AS code", "dbo.hand");
        assertThat(rounded.failure().why())
                .isEqualTo("column at: 1 value is rounded to datetime2(3), such as '2020-01-01 00:00:00.1235'");
        TransferReceipt added = rounded.allowLoss().receipt();

        assertThat(POOL.query("SELECT code, at, more FROM dbo.hand"))
                .containsExactly("ab€|2020-01-01 00:00:00.124|null");
        assertThat(added.losses())
                .containsExactly(new Loss("at", "rounded to datetime2(3)", 1, "2020-01-01 00:00:00.1235"));
        assertThat(append("SELECT 'ğ' AS code", "dbo.hand").failure().why())
                .isEqualTo("column code: 1 text has characters that code page 1252 of varchar(5) lacks, such as 'ğ'");
        assertThat(append("SELECT 'abcdef' AS code", "dbo.hand").failure().why())
                .isEqualTo("column code: its longest value has 6 bytes, varchar(5) holds 5");
        assertThat(append("SELECT CAST(NULL AS STRING) AS code", "dbo.hand")
                        .failure()
                        .why())
                .isEqualTo("column code takes no null, and the frame has 1");
        assertThat(append("SELECT 1 AS more", "dbo.hand").failure().why())
                .isEqualTo("the frame has no column code, which takes no null");
        assertThat(POOL.query("SELECT COUNT(*) FROM dbo.hand")).containsExactly("1");
    }

    @Test
    void refusesATableWhoseFilesSparkCannotWrite() {
        external("SELECT 'x' AS seed", "dbo.seed").receipt();
        String source = POOL.query("SELECT name FROM sys.external_data_sources").get(0);
        String format = POOL.query("SELECT name FROM sys.external_file_formats").get(0);
        POOL.lake("made/tiny").toFile().mkdirs();
        POOL.sql(
                "CREATE EXTERNAL TABLE dbo.tiny (a int NULL, t tinyint NULL, m money NULL) WITH (LOCATION = '/made/tiny',"
                        + " DATA_SOURCE = [" + source + "], FILE_FORMAT = [" + format + "])");

        assertThat(append("SELECT 1 AS a", "dbo.tiny").failure().why())
                .isEqualTo(
                        "column t of the table: Spark writes no files that are read as tinyint; column m of the table:"
                                + " Spark writes no files that are read as money");
    }

    @Test
    void replacesATableByOneOfTheFramesTypes() {
        external("SELECT 1 AS a, 'x' AS b", "dbo.files_replaced").receipt();

        external("SELECT 'y' AS b, CAST(2 AS BIGINT) AS a", "dbo.files_replaced")
                .mode(SaveMode.OVERWRITE)
                .receipt();

        assertThat(POOL.query("SELECT a, b FROM dbo.files_replaced")).containsExactly("2|y");
        assertThat(POOL.lake("external/dbo/files_replaced").toFile().list()).hasSize(1);
    }

    /** Whoever may make objects in a SQL pool may give them any name, and may let a table lie over any folder. */
    @Test
    void deletesNothingThatOnlyTheMetadataOfThePoolNames() throws IOException {
        String id = "20260101_000000_00000000000000ff";
        Path precious = POOL.lake("precious/" + id);
        POOL.spark().sql("SELECT 1 AS a").write().parquet(precious.toUri().toString());
        Files.writeString(precious.resolve("_notes.txt"), "of somebody");
        trap("/precious/" + id + "/", "sluice_source_" + id, "sluice_format_" + id);

        TransferReceipt receipt =
                external("SELECT 2 AS a", "dbo.trap").mode(SaveMode.OVERWRITE).receipt();

        assertThat(precious.resolve("_notes.txt")).hasContent("of somebody");
        assertThat(precious.toFile().list()).anyMatch(file -> file.endsWith(".parquet"));
        assertThat(receipt.warnings())
                .containsExactly("The replaced table's files are still there: " + CONTAINER + "/precious/" + id
                        + ". It carries no mark of a transfer (_sluice.json)");
        assertThat(POOL.query("SELECT name FROM sys.external_data_sources")).contains("sluice_source_" + id);
        assertThat(POOL.query("SELECT name FROM sys.external_file_formats")).contains("sluice_format_" + id);
        assertThat(POOL.query("SELECT a FROM dbo.trap")).containsExactly("2");
    }

    @Test
    void deletesNoFilesThatAreMarkedAsThoseOfAnotherTable() {
        external("SELECT 1 AS a", "dbo.theirs").receipt();
        String location = POOL.query("SELECT location FROM sys.external_tables").get(0);
        String source = POOL.query("SELECT name FROM sys.external_data_sources").get(0);
        String format = POOL.query("SELECT name FROM sys.external_file_formats").get(0);
        // As if it were a table of another database: this one does not know that somebody reads the files.
        POOL.sql("DROP EXTERNAL TABLE dbo.theirs");
        POOL.sql("CREATE EXTERNAL TABLE dbo.trap (a int) WITH (LOCATION = '" + location + "', DATA_SOURCE = [" + source
                + "], FILE_FORMAT = [" + format + "])");

        TransferReceipt receipt =
                external("SELECT 2 AS a", "dbo.trap").mode(SaveMode.OVERWRITE).receipt();

        String id = source.replace("sluice_source_", "");
        String folder = CONTAINER + "/external/dbo/theirs/" + id;
        assertThat(receipt.warnings())
                .containsExactly("The replaced table's files are still there: " + folder
                        + ". Its mark is that of transfer " + id
                        + " to [dbo].[theirs] in database sqlpool on 127.0.0.1:"
                        + POOL.sqlPort() + ", whose folder is " + folder);
        assertThat(POOL.lake("external/dbo/theirs/" + id).toFile().list()).contains("_sluice.json");
        assertThat(POOL.query("SELECT name FROM sys.external_data_sources")).contains(source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "_notes.txt; In it is the file _notes.txt, which the transfer did not write",
                "more/_notes.txt; In it is the folder more. It has no name that a transfer gives to a folder",
                "20260101_000000_00000000000000ff/_notes.txt; In it is the folder 20260101_000000_00000000000000ff. It carries no"
                        + " mark of a transfer (_sluice.json)",
            })
    void deletesNoFolderWithFilesOfSomebody(String file, String why) throws IOException {
        external("SELECT 1 AS a", "dbo.mixed").receipt();
        append("SELECT 2 AS a", "dbo.mixed").receipt();
        String location = POOL.query("SELECT location FROM sys.external_tables").get(0);
        Path theirs = POOL.lake(location.substring(1)).resolve(file);
        Files.createDirectories(theirs.getParent());
        Files.writeString(theirs, "of somebody");

        TransferReceipt receipt =
                external("SELECT 3 AS a", "dbo.mixed").mode(SaveMode.OVERWRITE).receipt();

        assertThat(theirs).hasContent("of somebody");
        assertThat(receipt.warnings())
                .containsExactly("The replaced table's files are still there: " + CONTAINER
                        + location.substring(0, location.length() - 1) + ". " + why);
        assertThat(POOL.query("SELECT a FROM dbo.mixed")).containsExactly("3");
    }

    @Test
    void deletesAllFilesOfAReplacedTableAndWhatWasAddedToIt() {
        external("SELECT 1 AS a", "dbo.grown").receipt();
        append("SELECT 2 AS a", "dbo.grown").receipt();

        TransferReceipt receipt =
                external("SELECT 3 AS a", "dbo.grown").mode(SaveMode.OVERWRITE).receipt();

        assertThat(receipt.warnings()).isEmpty();
        assertThat(POOL.lake("external/dbo/grown").toFile().list()).hasSize(1);
        assertThat(POOL.query("SELECT COUNT(*) FROM sys.external_data_sources")).containsExactly("1");
        assertThat(POOL.query("SELECT COUNT(*) FROM sys.external_file_formats")).containsExactly("1");
    }

    private static void trap(String location, String source, String format) {
        POOL.sql(
                "CREATE EXTERNAL DATA SOURCE [" + source + "] WITH (TYPE = HADOOP, LOCATION = '" + CONTAINER + "')",
                "CREATE EXTERNAL FILE FORMAT [" + format + "] WITH (FORMAT_TYPE = PARQUET)",
                "CREATE EXTERNAL TABLE dbo.trap (a int) WITH (LOCATION = '" + location + "', DATA_SOURCE = [" + source
                        + "], FILE_FORMAT = [" + format + "])");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/staging",
                "staging",
                "/staging/",
                "//staging",
                "/staging//deeper/",
                "/staging/deeper",
                "/",
                "",
                CONTAINER,
                CONTAINER + "/",
                CONTAINER + "/staging",
                CONTAINER + "//staging/",
                "abfs://lake@sluicelocal.dfs.core.windows.net/staging",
                "abfss://lake@SLUICELOCAL.dfs.core.windows.net/staging",
                "abfss://lake@sluicelocal.dfs.core.windows.net:443/staging",
                "wasbs://lake@sluicelocal.blob.core.windows.net/staging",
            })
    void refusesALocationThatOverlapsTheStagingFolder(String location) {
        TransferFailure failure = external("SELECT 1 AS a", "dbo.overlapping")
                .mode(SaveMode.OVERWRITE)
                .location(location)
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failure.what()).startsWith("The files of [dbo].[overlapping] cannot lie in " + CONTAINER);
        assertThat(failure.why())
                .isEqualTo("It overlaps the staging folder " + CONTAINER
                        + "/staging, where a transfer deletes what it has staged");
        assertThat(failure.fix()).isEqualTo("Give a folder outside of it, or leave the option location out");
        assertThat(POOL.query("SELECT name FROM sys.tables WHERE name = 'overlapping'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/../staging",
                "/staging/..",
                "/./staging",
                "..",
                "/x/_hidden",
                "/x/.hidden",
                "/x\\staging",
                "abfss://other@sluicelocal.dfs.core.windows.net/x",
                "abfss://lake@other.dfs.core.windows.net/x",
                CONTAINER + "/x/../staging",
            })
    void refusesALocationThatIsNoPlainFolderOfTheContainer(String location) {
        TransferFailure failure =
                external("SELECT 1 AS a", "dbo.odd").location(location).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failure.what()).isEqualTo("Invalid location '" + location + "'");
        assertThat(POOL.query("SELECT name FROM sys.tables WHERE name = 'odd'")).isEmpty();
    }

    @Test
    void takesALocationThatOnlyLooksLikeTheStagingFolder() {
        external("SELECT 1 AS a", "dbo.beside").location("/staging2").receipt();
        external("SELECT 2 AS a", "dbo.upper").location(CONTAINER + "/Staging/").receipt();

        assertThat(POOL.query("SELECT a FROM dbo.beside UNION ALL SELECT a FROM dbo.upper"))
                .containsExactlyInAnyOrder("1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shared", "/shared/", "/shared/deeper", CONTAINER + "/shared"})
    void refusesALocationOfAnotherTable(String location) {
        external("SELECT 1 AS a", "dbo.first").location("/shared").receipt();
        String own = POOL.query("SELECT location FROM sys.external_tables").get(0);

        TransferFailure failure = external("SELECT 2 AS a", "dbo.second")
                .location(location.equals("/shared/deeper") ? own + "deeper" : location)
                .failure();

        assertThat(failure.what()).startsWith("The files of [dbo].[second] cannot lie in " + CONTAINER + "/shared");
        assertThat(failure.why())
                .startsWith("It overlaps the files of table [dbo].[first] in " + CONTAINER + "/shared/")
                .endsWith(", so that one table would show rows of the other");
        assertThat(POOL.query("SELECT a FROM dbo.first")).containsExactly("1");
        external("SELECT 3 AS a", "dbo.first")
                .location("/shared")
                .mode(SaveMode.OVERWRITE)
                .receipt();
        assertThat(POOL.query("SELECT a FROM dbo.first")).containsExactly("3");
    }

    @Test
    void refusesToStageInsideTheFilesOfATable() {
        external("SELECT 1 AS a", "dbo.first").location("/shared").receipt();
        String own = POOL.query("SELECT location FROM sys.external_tables").get(0);

        assertThat(external("SELECT 2 AS a", "dbo.second")
                        .staging(CONTAINER + own + "staging")
                        .failure()
                        .why())
                .startsWith("It overlaps the files of table [dbo].[first] in ")
                .endsWith(", which would show staged rows");
        assertThat(append("SELECT 2 AS a", "dbo.first")
                        .staging(CONTAINER + "/shared")
                        .failure()
                        .why())
                .isEqualTo("It overlaps the staging folder " + CONTAINER
                        + "/shared, where a transfer deletes what it has staged");
        assertThat(append("SELECT 2 AS a", "dbo.first")
                        .location("/elsewhere")
                        .failure()
                        .why())
                .startsWith("The files of [dbo].[first] are in " + CONTAINER + "/shared/")
                .endsWith(", and rows are added there");
        append("SELECT 2 AS a", "dbo.first").location("/shared").receipt();
        assertThat(POOL.query("SELECT a FROM dbo.first ORDER BY a")).containsExactly("1", "2");
    }

    @Test
    void givesEveryTableAFolderOfItsOwn() {
        external("SELECT 1 AS a", "dbo.[a b]").receipt();
        external("SELECT 2 AS a", "dbo.[a_b]").receipt();
        external("SELECT 3 AS a", "dbo.[..]").receipt();
        external("SELECT 4 AS a", "dbo.[_hidden]").receipt();

        assertThat(POOL.query(
                        "SELECT a FROM dbo.[a b] UNION ALL SELECT a FROM dbo.[a_b] UNION ALL SELECT a FROM dbo.[..]"
                                + " UNION ALL SELECT a FROM dbo.[_hidden]"))
                .containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(POOL.query("SELECT location FROM sys.external_tables"))
                .allMatch(location -> location.matches("/external/dbo/[^/.][^/]*/[0-9a-f_]+/"));
    }

    @Test
    void refusesOptionsOfInternalTables() {
        assertThat(WriteCell.of("SELECT 1 AS a", "dbo.internal")
                        .location("/x")
                        .failure()
                        .what())
                .isEqualTo("The option location does not go with this type of table");
        assertThat(WriteCell.of("SELECT 'a' AS a", "dbo.internal")
                        .maxStringLength(4001)
                        .failure()
                        .what())
                .isEqualTo("Invalid max-string-length 4001");
        assertThat(WriteCell.of("SELECT 'abc' AS a, 'defg' AS b", "dbo.internal")
                        .maxStringLength(2)
                        .failure()
                        .why())
                .isEqualTo(
                        "column a: its longest value has 3 characters, nvarchar(2) holds 2; column b: its longest value"
                                + " has 4 characters, nvarchar(2) holds 2");
    }

    private static WriteCell external(String select, String table) {
        return WriteCell.of(select, table).external();
    }

    private static WriteCell append(String select, String table) {
        return external(select, table).mode(SaveMode.APPEND).verify(Verification.CHECKSUM);
    }

    private static List<String> readBack(String table) {
        return POOL
                .spark()
                .read()
                .format("sqlanalytics")
                .load(table)
                .orderBy("n")
                .selectExpr("concat_ws(',', n, d, f, t, s, w)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
