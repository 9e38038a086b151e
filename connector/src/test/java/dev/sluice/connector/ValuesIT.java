package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.Loss;
import dev.sluice.transfer.TransferReceipt.RowFingerprint;
import dev.sluice.transfer.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that would change on their way are refused, all columns at once, or told of. */
final class ValuesIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(10)|ğ|1",
                "char(10)|ş|1",
                "varchar(max)|日本|1",
                "varchar(10)|😀|1",
                "varchar(10)|Ā|1",
                "varchar(8000)|a\u0301|1",
                "char(3)|ab€|0",
                "varchar(10)|ÿœ™|0",
            })
    void refusesTextThatTheCodePageLacks(String type, String text, int bad) {
        POOL.sql("DROP TABLE IF EXISTS dbo.coded", "CREATE TABLE dbo.coded (name " + type + " NULL) WITH (HEAP)");
        String select = "SELECT '" + text + "' AS name UNION ALL SELECT 'plain' UNION ALL SELECT NULL";

        if (type.equals("char(3)")) {
            select = "SELECT '" + text + "' AS name";
        }
        WriteCell append = WriteCell.of(select, "dbo.coded").mode(SaveMode.APPEND);
        if (bad == 0) {
            assertThat(append.receipt().fingerprints()).hasSize(1);
            assertThat(append.receipt().losses()).isEmpty();
            assertThat(POOL.query("SELECT name FROM dbo.coded")).contains(text);
            return;
        }
        TransferFailure failure = append.failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.VALUE_OUT_OF_RANGE);
        assertThat(failure.why())
                .isEqualTo("column name: 1 text has characters that code page 1252 of " + type + " lacks, such as '"
                        + text + "'");
        assertThat(append.verify(Verification.NONE).failure().why()).isEqualTo(failure.why());
        assertThat(POOL.query("SELECT COUNT(*) FROM dbo.coded")).containsExactly("0");
        TransferReceipt replaced = append.mode(SaveMode.OVERWRITE).receipt();
        assertThat(replaced.warnings().get(0)).contains(failure.why());
        assertThat(POOL.query("SELECT name FROM dbo.coded")).contains(text);
    }

    @Test
    void makesRoomForLongTextThatTheCodePageLacks() {
        POOL.sql("CREATE TABLE dbo.roomy (name varchar(10) NULL)");

        WriteCell.of("SELECT repeat('ğ', 100) AS name UNION ALL SELECT 'a'", "dbo.roomy")
                .mode(SaveMode.OVERWRITE)
                .receipt();

        assertThat(POOL.query("SELECT MAX(LEN(name)) FROM dbo.roomy")).containsExactly("100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uniqueidentifier|6F9619FF-8B86-D011-B42D-00C04FC964FF-and-more|00000000-0000-0000-0000-000000000000",
                "uniqueidentifier|6F9619FF-8B86-D011-B42D-00C04FC964F|00000000-0000-0000-0000-000000000000",
                "time(3)|12:30:00.1234|hh:mm:ss.fff",
                "time(0)|12:30:00.5|hh:mm:ss",
                "time(7)|24:00:00|hh:mm:ss.fffffff",
                "time(7)|12:30:00.12345678|hh:mm:ss.fffffff",
                "time(7)|noon|hh:mm:ss.fffffff",
            })
    void refusesTextThatIsCutOrRoundedOnItsWay(String type, String text, String form) {
        POOL.sql("DROP TABLE IF EXISTS dbo.formed", "CREATE TABLE dbo.formed (a int NULL, v " + type + " NULL)");

        TransferFailure failure = WriteCell.of("SELECT '" + text + "' AS v, 1 AS a", "dbo.formed")
                .mode(SaveMode.APPEND)
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.VALUE_OUT_OF_RANGE);
        assertThat(failure.why())
                .isEqualTo("column v: 1 text is no " + type + ", such as '"
                        + text.substring(0, Math.min(40, text.length())) + "': the form is " + form);
        assertThat(POOL.query("SELECT COUNT(*) FROM dbo.formed")).containsExactly("0");
    }

    @Test
    void refusesMomentsOutsideOfATypesRange() {
        POOL.sql("CREATE TABLE dbo.legacy (a datetime NULL, b smalldatetime NULL)");

        assertThat(WriteCell.of("SELECT TIMESTAMP'1752-12-31 23:59:59' AS a, DATE'2079-06-07' AS b", "dbo.legacy")
                        .mode(SaveMode.APPEND)
                        .failure()
                        .why())
                .isEqualTo(
                        "column a: its least value is 1752-12-31 23:59:59, datetime begins at 1753-01-01 00:00; column"
                                + " b: its greatest value is 2079-06-07 00:00, smalldatetime ends at 2079-06-06 23:59:29.998");
    }

    /** Every kind of column in one table that is there: what is compared of each. */
    @Test
    void comparesEveryColumnOfEveryType() {
        POOL.sql("CREATE TABLE dbo.every (bi bit, ti tinyint, si smallint, i int, bg bigint, d9 decimal(9,2),"
                + " d38 decimal(38,10), mo money, sm smallmoney, re real, fl float, da date, d2 datetime2(3), d7 datetime2(7),"
                + " dt datetime, sd smalldatetime, dd datetime2(0), ch char(5), nc nchar(5), vc varchar(8000), nv nvarchar(50),"
                + " vm varchar(max), nm nvarchar(max), bn binary(4), vb varbinary(10), bm varbinary(max), tm time(3),"
                + " ui uniqueidentifier) WITH (HEAP)");
        String row = "SELECT true AS bi, 255 AS ti, -32768 AS si, 7L AS i, 9223372036854775807L AS bg,"
                + " CAST(-0.01 AS DECIMAL(9,2)) AS d9, CAST('1E-10' AS DECIMAL(38,10)) AS d38,"
                + " CAST(1.2345 AS DECIMAL(19,4)) AS mo, CAST(-1.5 AS DECIMAL(5,1)) AS sm, CAST('-0.0' AS FLOAT) AS re,"
                + " 1.7976931348623157E308D AS fl, DATE'0001-01-01' AS da, TIMESTAMP'1969-12-31 23:59:59.9995' AS d2,"
                + " TIMESTAMP'9999-12-31 23:59:59.999999' AS d7, TIMESTAMP'2020-01-01 00:00:00.001667' AS dt,"
                + " TIMESTAMP'2020-01-01 00:00:30' AS sd, DATE'1582-10-10' AS dd, 'ab' AS ch, 'ğ ' AS nc,"
                + " repeat('é', 5000) AS vc, ' 😀 ' AS nv, repeat('x', 9000) AS vm, concat('😀', repeat('x', 4000)) AS nm,"
                + " X'01' AS bn, X'00FF' AS vb, CAST(repeat('z', 9000) AS BINARY) AS bm, '1:02' AS tm,"
                + " '{6f9619ff-8b86-d011-b42d-00c04fc964ff}' AS ui";
        Dataset<Row> frame = POOL.spark().sql(row);
        Dataset<Row> nulls = frame.selectExpr(java.util.Arrays.stream(frame.columns())
                .map(name -> "if(false, " + name + ", null) AS " + name)
                .toArray(String[]::new));

        TransferReceipt receipt = WriteCell.of(frame.union(frame).union(nulls), "dbo.every")
                .mode(SaveMode.APPEND)
                .allowLoss()
                .receipt();

        List<String> apart = List.of("ch", "vc", "vm");
        assertThat(receipt.fingerprints()).hasSize(28).allSatisfy(each -> {
            assertThat(each.frame()).as(each.column()).isEqualTo(each.table());
            if (apart.contains(each.column())) {
                assertThat(each.compared()).as(each.column()).isEqualTo("count, hash of its values");
                assertThat(each.frame()).as(each.column()).matches("count=2 hash=[0-9a-f]{32}");
            } else {
                assertThat(each.compared()).as(each.column()).isEqualTo("count, hash of whole rows");
                assertThat(each.frame()).as(each.column()).isEqualTo("count=2");
            }
        });
        RowFingerprint rows = Objects.requireNonNull(receipt.rowFingerprint());
        assertThat(rows.frame()).isEqualTo(rows.table());
        assertThat(receipt.losses())
                .containsExactly(
                        new Loss("d2", "rounded to datetime2(3)", 2, "1969-12-31 23:59:59.9995"),
                        new Loss("dt", "rounded to datetime", 2, "2020-01-01 00:00:00.001667"),
                        new Loss("sd", "rounded to smalldatetime", 2, "2020-01-01 00:00:30"),
                        new Loss("ch", "filled up to char(5)", 2, "ab"),
                        new Loss("nc", "filled up to nchar(5)", 2, "ğ "),
                        new Loss("bn", "filled up to binary(4)", 2, "0x01"));
        assertThat(POOL.query(
                        "SELECT DISTINCT CONVERT(varchar(23), dt, 121), sd, d2, CONVERT(varchar(19), dd, 120), ch, nc, CONVERT(varchar(16), tm), ui"
                                + " FROM dbo.every WHERE i = 7"))
                .containsExactly(
                        "2020-01-01 00:00:00.003|2020-01-01 00:01:00.0|1970-01-01 00:00:00.000|1582-10-10 00:00:00"
                                + "|ab   |ğ    |01:02:00.000|6F9619FF-8B86-D011-B42D-00C04FC964FF");
        TransferReceipt again = WriteCell.of(frame, "dbo.every")
                .mode(SaveMode.OVERWRITE)
                .allowLoss()
                .receipt();
        assertThat(again.fingerprints()).hasSize(28);
        assertThat(again.statements()).anyMatch(sql -> sql.startsWith("ALTER TABLE "));
    }

    /** Texts of any characters and lengths, on both sides of the longest nvarchar. */
    @Test
    void comparesAnyText() {
        Random random = new Random(20261126);
        String[] pieces = {"a", " ", "ğ", "€", "😀", "𐍈", "e\u0301", "\u0000", "\n", "\uFFFD", "'", "İ", "日"};
        for (int most : new int[] {1, 15, 3990, 4001, 9000}) {
            List<Row> rows = new ArrayList<>();
            rows.add(RowFactory.create(0, ""));
            rows.add(RowFactory.create(1, null));
            rows.add(RowFactory.create(2, "  "));
            for (int i = 3; i < 20; i++) {
                StringBuilder text = new StringBuilder();
                int length = 1 + random.nextInt(most);
                while (text.length() < length) {
                    text.append(pieces[random.nextInt(pieces.length)]);
                }
                rows.add(RowFactory.create(i, text.toString()));
            }
            Dataset<Row> frame = POOL.spark().createDataFrame(rows, StructType.fromDDL("id INT, text STRING"));
            POOL.sql("DROP TABLE IF EXISTS dbo.texts");

            TransferReceipt receipt = WriteCell.of(frame, "dbo.texts").receipt();

            assertThat(receipt.fingerprints().get(1).frame()).isEqualTo("count=19");
            assertThat(POOL.query("SELECT SUM(CAST(DATALENGTH(text) AS bigint)), COUNT(*) FROM dbo.texts"))
                    .containsExactly(rows.stream()
                                    .filter(row -> !row.isNullAt(1))
                                    .mapToInt(row -> 2 * row.getString(1).length())
                                    .sum()
                            + "|20");
        }
    }

    @Test
    void namesAllColumnsWithValuesThatNoPoolHasAndTheLineThatMendsThem() {
        Dataset<Row> frame = POOL.spark()
                .sql(
                        "SELECT 1 AS id, double('NaN') AS x, float('-infinity') AS `y \"z\"`, CAST(NULL AS DOUBLE) AS fine,"
                                + " DATE'+10000-01-01' AS day, TIMESTAMP'0000-12-31 00:00:00' AS `at`,"
                                + " cast(X'6180' AS STRING) AS s, 'ok' AS t");

        TransferFailure failure = WriteCell.of(frame, "dbo.mended").failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.VALUE_OUT_OF_RANGE);
        assertThat(failure.what())
                .isEqualTo("Columns x, y \"z\", day, at, s have values that a SQL pool does not have");
        assertThat(failure.why())
                .isEqualTo(
                        "x: 1 value is NaN or infinite, such as NaN; y \"z\": 1 value is NaN or infinite, such as"
                                + " -Infinity; day: 1 value has a year outside 1 to 9999, such as +10000-01-01; at: 1 value has a"
                                + " year outside 1 to 9999, such as 0000-12-31 00:00:00; s: 1 text is no UTF-8, such as 0x6180");
        assertThat(failure.fix()).startsWith("Write other values, in Python or Scala: df.selectExpr(\"id\", ");
        Dataset<Row> mended = frame.selectExpr(strings(failure.fix()));
        WriteCell.of(mended, "dbo.mended").receipt();
        assertThat(POOL.query("SELECT * FROM dbo.mended")).containsExactly("1|null|null|null|null|null|a\uFFFD|ok");
    }

    @Test
    void namesAllColumnsOfTypesThatNoPoolHasAndTheLineThatMendsThem() {
        Dataset<Row> frame = POOL.spark()
                .sql("SELECT 1 AS id, array(1) AS `a b`, struct(2 AS b) AS s, map('k', 3) AS m, null AS v,"
                        + " INTERVAL '1' DAY AS i");

        TransferFailure failure = WriteCell.of(frame, "dbo.flat").failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_TYPE);
        assertThat(failure.what())
                .isEqualTo("Cannot write columns a b of type array<int>, s of type struct<b:int>, m of type"
                        + " map<string,int>, v of type void, i of type interval day");
        assertThat(failure.fix())
                .isEqualTo(
                        "Write them as text, in Python or Scala, or leave them out: df.selectExpr(\"id\", \"to_json(`a b`)"
                                + " as `a b`\", \"to_json(s) as s\", \"to_json(m) as m\", \"cast(v as string) as v\","
                                + " \"cast(i as string) as i\")");
        WriteCell.of(frame.selectExpr(strings(failure.fix())), "dbo.flat").receipt();
        assertThat(POOL.query("SELECT * FROM dbo.flat"))
                .containsExactly("1|[1]|{\"b\":2}|{\"k\":3}|null|INTERVAL '1' DAY");
    }

    @Test
    void namesAllColumnNamesThatATableCannotHave() {
        Dataset<Row> frame = POOL.spark()
                .sql("SELECT 1 AS id, 2 AS id, 3 AS Name, 4 AS name, 5 AS ` `, 6 AS `" + "x".repeat(129) + "`");

        TransferFailure failure = WriteCell.of(frame, "dbo.named").failure();

        assertThat(failure.what()).isEqualTo("The frame has column names that a table cannot have");
        assertThat(failure.why())
                .isEqualTo("a name has 1 to 128 characters, and ' ' has 0; a name has 1 to 128 characters, and '"
                        + "x".repeat(129)
                        + "' has 129; 2 columns are named id, id; 2 columns are named Name, name, and a"
                        + " SQL pool does not tell upper from lower case");
        assertThat(failure.fix())
                .isEqualTo(
                        "Rename them, in Python or Scala: df.toDF(\"id\", \"id_2\", \"Name\", \"name_2\", \"column\", \""
                                + "x".repeat(120) + "\")");
        WriteCell.of(frame.toDF(strings(failure.fix())), "dbo.named").receipt();
        assertThat(POOL.query("SELECT id, id_2, name_2, [column] FROM dbo.named"))
                .containsExactly("1|2|4|5");
    }

    @Test
    void choosesColumnsByTheirVeryNames() {
        SparkSession session = POOL.spark().newSession();
        session.conf().set("spark.sql.caseSensitive", "true");
        Dataset<Row> sensitive = session.sql("SELECT 1 AS a, 2 AS A, 3 AS B");
        Dataset<Row> plain = POOL.spark().sql("SELECT 1 AS a, 2 AS A, 3 AS B");

        for (Dataset<Row> frame : List.of(sensitive, plain)) {
            WriteCell write = WriteCell.of(frame, "dbo.cased").mode(SaveMode.OVERWRITE);
            write.columns("A", "b").receipt();
            assertThat(POOL.query("SELECT A, B FROM dbo.cased")).containsExactly("2|3");
            write.columns("a", "B").receipt();
            assertThat(POOL.query("SELECT a, B FROM dbo.cased")).containsExactly("1|3");
            assertThat(write.columns("a", "A").failure().why())
                    .isEqualTo("2 columns are named a, A, and a SQL pool does not tell upper from lower case");
            assertThat(write.columns("B", "b").failure().what()).isEqualTo("The option columns names b twice");
            assertThat(write.columns("x", "B", "y").failure().what()).isEqualTo("The frame has no column x, y");
        }
        TransferFailure ambiguous = WriteCell.of("SELECT 1 AS Id, 2 AS ID", "dbo.cased")
                .mode(SaveMode.OVERWRITE)
                .columns("id")
                .failure();
        assertThat(ambiguous.what()).isEqualTo("The frame has 2 columns id");
        assertThat(ambiguous.why()).isEqualTo("They are Id, ID");
    }

    /** Two instants that clocks show alike, in zones whose clocks are put back by an hour, by half an hour, and once. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Europe/Berlin|2026-10-25 00:30:00|2026-10-25 01:30:00|2026-10-25 02:30:00",
                "America/New_York|2026-11-01 05:00:00|2026-11-01 06:00:00|2026-11-01 01:00:00",
                "Australia/Lord_Howe|2026-04-04 14:45:00|2026-04-04 15:15:00|2026-04-05 01:45:00",
                "Europe/Amsterdam|1937-06-30 23:40:26|1937-06-30 23:40:27|",
            })
    void refusesInstantsThatClocksShowAlike(String zone, String first, String second, String shown) {
        SparkSession session = POOL.spark().newSession();
        session.conf().set("spark.sql.session.timeZone", zone);
        Dataset<Row> frame = session.sql("SELECT TIMESTAMP'" + first + "Z' AS t UNION ALL SELECT TIMESTAMP'" + second
                + "Z' UNION ALL SELECT TIMESTAMP'2026-07-01 00:00:00Z' UNION ALL SELECT NULL");
        WriteCell write = WriteCell.of(frame, "dbo.repeated_clocks").mode(SaveMode.OVERWRITE);

        if (shown == null) {
            assertThat(write.receipt().losses()).isEmpty();
            return;
        }
        String what = "one clock time for two instants, because clocks of " + zone + " show it twice";
        TransferFailure failure = write.failure();
        assertThat(failure.code()).isEqualTo(ErrorCode.VALUE_OUT_OF_RANGE);
        assertThat(failure.why()).isEqualTo("column t: 2 values are " + what + ", such as '" + shown + "'");
        assertThat(write.allowLoss().receipt().losses()).containsExactly(new Loss("t", what, 2, shown));
        assertThat(POOL.query("SELECT COUNT(DISTINCT t) FROM dbo.repeated_clocks"))
                .containsExactly("2");
    }

    /** A value that the table would keep otherwise, one that it keeps as it is, and what becomes of the first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "decimal(5,2)|1.005BD|1.1|rounded to decimal(5,2)|1.005|1.01",
                "money|cast(0.00005 as decimal(9,5))|1|rounded to money|0.00005|0.0001",
                "datetime2(3)|timestamp'2020-01-01 00:00:00.0005'|timestamp'2020-01-01 00:00:00.5'"
                        + "|rounded to datetime2(3)|2020-01-01 00:00:00.0005|2020-01-01 00:00:00.001",
                "datetime|timestamp'2020-01-01 00:00:00.002'|timestamp'2020-01-01 00:00:00.003'|rounded to datetime"
                        + "|2020-01-01 00:00:00.002|2020-01-01 00:00:00.003",
                "smalldatetime|timestamp'2020-01-01 00:00:29'|timestamp'2020-01-01 00:01:00'|rounded to smalldatetime"
                        + "|2020-01-01 00:00:29|2020-01-01 00:00:00.0",
                "char(3)|'ab'|'abc'|filled up to char(3)|ab|~ab ~",
                "nchar(3)|'ğ'|'abc'|filled up to nchar(3)|ğ|~ğ  ~",
                "binary(2)|X'01'|X'0102'|filled up to binary(2)|0x01|0100",
            })
    void refusesLossesUnlessTheyAreAllowed(
            String type, String lossy, String kept, String what, String example, String stored) {
        POOL.sql("DROP TABLE IF EXISTS dbo.lossy", "CREATE TABLE dbo.lossy (id int, v " + type + " NULL)");
        String select = "SELECT 1 AS id, " + lossy + " AS v UNION ALL SELECT 2, " + kept + " UNION ALL SELECT 3, null";

        for (SaveMode mode : List.of(SaveMode.APPEND, SaveMode.OVERWRITE)) {
            WriteCell write = WriteCell.of(select, "dbo.lossy").mode(mode);
            TransferFailure failure = write.failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.VALUE_OUT_OF_RANGE);
            assertThat(failure.what()).isEqualTo("Values would change on their way into table [dbo].[lossy]");
            assertThat(failure.why()).isEqualTo("column v: 1 value is " + what + ", such as '" + example + "'");
            assertThat(failure.fix())
                    .isEqualTo(
                            "Change them in the frame, widen the table's columns, or set spark.sql.session.timeZone to UTC"
                                    + " to keep instants apart. --allow-loss (option allowLoss) writes them all the same, and"
                                    + " the receipt counts them");
            assertThat(write.verify(Verification.NONE).failure().why()).isEqualTo(failure.why());
            TransferReceipt receipt = write.allowLoss().receipt();
            assertThat(receipt.losses()).containsExactly(new Loss("v", what, 1, example));
            assertThat(POOL.query("SELECT v FROM dbo.lossy WHERE id = 1")).containsExactly(stored);
        }
        assertThat(WriteCell.of("SELECT 2 AS id, " + kept + " AS v", "dbo.lossy")
                        .mode(SaveMode.APPEND)
                        .receipt()
                        .losses())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = SaveMode.class,
            names = {"APPEND", "OVERWRITE"})
    void writesTextThatTheCodePageLacksIfThatIsAllowed(SaveMode mode) {
        POOL.sql(
                "DROP TABLE IF EXISTS dbo.allowed",
                "CREATE TABLE dbo.allowed (id int, name varchar(10) NULL) WITH (HEAP)");

        TransferReceipt receipt = WriteCell.of("SELECT 1 AS id, 'ağb' AS name UNION ALL SELECT 2, 'é'", "dbo.allowed")
                .mode(mode)
                .allowLoss()
                .receipt();

        assertThat(receipt.losses())
                .containsExactly(new Loss(
                        "name",
                        "written with other characters, because code page 1252 of varchar(10) lacks some of theirs",
                        1,
                        "ağb"));
        assertThat(receipt.fingerprints().get(1).compared()).isEqualTo("count; not its values, which were changed");
        assertThat(receipt.fingerprints().get(1).frame()).isEqualTo("count=2");
        assertThat(POOL.query("SELECT name FROM dbo.allowed WHERE id = 1")).containsExactly("a?b");
        assertThat(POOL.query("SELECT name FROM dbo.allowed WHERE id = 2")).containsExactly("é");
    }

    @Test
    void refusesNoClocksWhereNothingIsLost() {
        SparkSession session = POOL.spark().newSession();
        session.conf().set("spark.sql.session.timeZone", "Europe/Berlin");
        String hours = IntStream.range(0, 200)
                .mapToObj(i -> "(" + i + ")")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();

        assertThat(WriteCell.of(
                                session.sql("SELECT TIMESTAMP'2026-03-25 00:00:00Z' + make_interval(0,0,0,0,h) AS t,"
                                        + " TIMESTAMP_NTZ'2026-10-25 02:30:00' AS n FROM VALUES " + hours + " AS v(h)"),
                                "dbo.steady")
                        .mode(SaveMode.OVERWRITE)
                        .receipt()
                        .warnings())
                .isEmpty();
        assertThat(POOL.query("SELECT COUNT(DISTINCT t) FROM dbo.steady")).containsExactly("200");
    }

    @ParameterizedTest
    @EnumSource(SaveMode.class)
    void refusesTemporaryTables(SaveMode mode) {
        for (String table : List.of("#t", "##t", "[#t]", "\"#t\"", "dbo.#t", "dbo.[#t]", "tempdb.dbo.[##t]")) {
            TransferFailure failure =
                    WriteCell.of("SELECT 1 AS a", table).mode(mode).failure();

            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(failure.what()).startsWith("Cannot write into the temporary table #");
            assertThat(failure.why())
                    .isEqualTo(
                            table.contains("##")
                                    ? "A SQL pool has no global temporary tables"
                                    : "It would be gone when the transfer closes its connection, before anybody could read it");
            assertThat(failure.fix())
                    .isEqualTo("Write a table, as dbo.[t], and drop it when it is not needed any more");
            assertThat(WriteCell.of("SELECT 1 AS a", table)
                            .external()
                            .mode(mode)
                            .failure()
                            .what())
                    .isEqualTo(failure.what());
        }
        assertThat(POOL.query("SELECT name FROM sys.tables WHERE name LIKE '#%'"))
                .isEmpty();
    }

    private static String[] strings(String code) {
        Matcher matcher = STRING.matcher(code);
        List<String> strings = new ArrayList<>();
        while (matcher.find()) {
            strings.add(matcher.group(1).replace("\\\"", "\"").replace("\\\\", "\\"));
        }
        return strings.toArray(String[]::new);
    }
}
