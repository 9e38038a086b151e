package dev.sluice.connector;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WriteIT {

    private static final LocalPool POOL = LocalPool.shared();

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @Test
    void makesATableThatIsNotThere() {
        rows("(1, 'a'), (2, 'ğ'), (3, null)", "id int, name string")
                .write()
                .format("sqlanalytics")
                .option("table", "sqlpool.dbo.made")
                .option("verify", "checksum")
                .save();

        assertThat(POOL.query("SELECT id, name FROM dbo.made ORDER BY id")).containsExactly("1|a", "2|ğ", "3|null");
        assertThat(POOL.query("SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH FROM INFORMATION_SCHEMA.COLUMNS"
                        + " WHERE TABLE_NAME = 'made' ORDER BY ORDINAL_POSITION"))
                .containsExactly("id|int|null", "name|nvarchar|16");
    }

    @Test
    void refusesATableThatIsThereInModeError() {
        POOL.sql("CREATE TABLE dbo.there (id int)", "INSERT INTO dbo.there VALUES (7)");

        assertThatThrownBy(() -> write("(1)", "id int", "dbo.there").save())
                .hasMessage(message(
                        "Table [dbo].[there] exists already",
                        "The mode is error, which writes new tables only",
                        "Use mode append, overwrite or ignore, or another name"));
        assertThat(POOL.query("SELECT id FROM dbo.there")).containsExactly("7");
    }

    @Test
    void leavesATableThatIsThereInModeIgnore() {
        POOL.sql("CREATE TABLE dbo.kept (id int)", "INSERT INTO dbo.kept VALUES (7)");

        write("(1)", "id int", "dbo.kept").mode("ignore").save();

        assertThat(POOL.query("SELECT id FROM dbo.kept")).containsExactly("7");
    }

    @Test
    void addsRowsByNameAndChecksThemAgainstTheTable() {
        POOL.sql(
                "CREATE TABLE dbo.added (Name varchar(5), ID smallint NOT NULL, more int NULL)",
                "INSERT INTO dbo.added VALUES ('old', 1, 5)");

        write("(2, 'new')", "id bigint, name string", "dbo.added")
                .mode("append")
                .save();
        write("(3, 'newer')", "id bigint, name string", "dbo.added")
                .option("verify", "checksum")
                .mode("append")
                .save();

        assertThat(POOL.query("SELECT ID, Name, more FROM dbo.added ORDER BY ID"))
                .containsExactly("1|old|5", "2|new|null", "3|newer|null");
    }

    @Test
    void countsRowsThoughTheSessionWasToldNotTo() {
        POOL.sql("CREATE TABLE dbo.uncounted (id int)");

        write("(1), (2)", "id int", "dbo.uncounted")
                .option("pre", "SET NOCOUNT ON")
                .mode("append")
                .save();

        assertThat(POOL.query("SELECT id FROM dbo.uncounted ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void refusesRowsThatDoNotFitAndAddsNone() {
        POOL.sql("CREATE TABLE dbo.narrow (name nvarchar(3) NULL, id tinyint NOT NULL)");

        assertThatThrownBy(() -> write("(1, 'abcd'), (256, 'a')", "id int, name string", "dbo.narrow")
                        .mode("append")
                        .save())
                .hasMessage(message(
                        "Values do not fit into table [dbo].[narrow]",
                        "column id: its greatest value is 256, tinyint ends at 255; column name: its longest value has 4"
                                + " characters, nvarchar(3) holds 3",
                        "Lengthen columns by the option widen or by ALTER TABLE [dbo].[narrow] ALTER COLUMN [name]"
                                + " nvarchar(16) NULL. Clean the others first"));
        assertThatThrownBy(() -> write("(null, 'a')", "id int, name string", "dbo.narrow")
                        .mode("append")
                        .save())
                .hasMessageContaining("column id takes no null, and the frame has 1");
        assertThatThrownBy(() -> write("('a', 'b')", "name string, other string", "dbo.narrow")
                        .mode("append")
                        .save())
                .hasMessage(
                        message(
                                "The frame does not go into table [dbo].[narrow]",
                                "the table has no column other; the frame has no column id, which takes no null",
                                "Rename, cast or leave out columns of the frame, or use mode overwrite, which replaces the table"));
        assertThat(POOL.query("SELECT COUNT(*) FROM dbo.narrow")).containsExactly("0");
    }

    @Test
    void replacesRowsAndKeepsTheDefinition() {
        POOL.sql(
                "CREATE TABLE dbo.replaced (name nvarchar(50) NULL, id int NOT NULL)"
                        + " WITH (DISTRIBUTION = HASH(id), HEAP)",
                "INSERT INTO dbo.replaced VALUES ('old', 1)");

        write("(2, 'new'), (3, 'newer')", "id int, name string", "dbo.replaced")
                .option("verify", "checksum")
                .mode("overwrite")
                .save();

        assertThat(POOL.query("SELECT id, name FROM dbo.replaced ORDER BY id")).containsExactly("2|new", "3|newer");
        assertThat(columns("replaced")).containsExactly("name|nvarchar|50|YES", "id|int|null|NO");
    }

    @Test
    void replacesATableOfAnotherDefinition() {
        POOL.sql("CREATE TABLE dbo.other (x int)", "INSERT INTO dbo.other VALUES (1)");

        write("(2, 'new')", "id int, name string", "dbo.other")
                .option("distribution", "hash(id)")
                .option("index", "heap")
                .mode("overwrite")
                .save();

        assertThat(POOL.query("SELECT id, name FROM dbo.other")).containsExactly("2|new");
        assertThat(columns("other")).containsExactly("id|int|null|YES", "name|nvarchar|16|YES");
    }

    @Test
    void makesAnEmptyTableOfAnEmptyFrame() {
        POOL.spark()
                .sql("SELECT 1 AS id, 'x' AS name WHERE 1 = 0")
                .write()
                .format("sqlanalytics")
                .option("verify", "checksum")
                .save("dbo.[no rows]");

        assertThat(POOL.query("SELECT COUNT(*) FROM dbo.[no rows]")).containsExactly("0");
    }

    @Test
    void makesAHeapForTextsOfAnyLength() {
        POOL.spark()
                .sql("SELECT repeat('ş', 5000) AS text")
                .write()
                .format("sqlanalytics")
                .option("table", "dbo.long")
                .option("verify", "checksum")
                .save();

        assertThat(POOL.query("SELECT LEN(text) FROM dbo.long")).containsExactly("5000");
        assertThatThrownBy(() -> POOL.spark()
                        .sql("SELECT repeat('x', 5000) AS text")
                        .write()
                        .format("sqlanalytics")
                        .option("table", "dbo.longer")
                        .option("index", "columnstore")
                        .save())
                .hasMessageStartingWith("The index columnstore cannot hold these rows\n");
    }

    @Test
    void refusesAColumnBeforeAByteMoves() {
        assertThatThrownBy(() -> POOL.spark()
                        .sql("SELECT array(1) AS tags")
                        .write()
                        .format("sqlanalytics")
                        .save("dbo.nested"))
                .hasMessage(
                        message(
                                "Cannot write column tags of type array<int>",
                                "A SQL pool has no such type",
                                "Write them as text, in Python or Scala, or leave them out: df.selectExpr(\"to_json(tags) as tags\")"));
    }

    @Test
    void refusesNumbersThatNoPoolHas() {
        assertThatThrownBy(() -> POOL.spark()
                        .sql("SELECT double('NaN') AS x")
                        .write()
                        .format("sqlanalytics")
                        .save("dbo.nan"))
                .hasMessage(message(
                        "Column x has values that a SQL pool does not have",
                        "x: 1 value is NaN or infinite, such as NaN",
                        "Write other values, in Python or Scala: df.selectExpr(\"if(isnan(x) or abs(x) ="
                                + " double('infinity'), null, x) as x\")"));
        assertThat(POOL.query("SELECT name FROM sys.tables WHERE name = 'nan'")).isEmpty();
    }

    @Test
    void makesReplacesAndExtendsAnExternalTable() {
        write("(1, 'a')", "id int, name string", "dbo.ext")
                .option("tableType", "external")
                .save();
        write("(2, 'b')", "id int, name string", "dbo.ext")
                .option("tableType", "external")
                .mode("append")
                .save();

        assertThat(POOL.query("SELECT id, name FROM dbo.ext ORDER BY id")).containsExactly("1|a", "2|b");
        write("(3.5)", "x decimal(3,1)", "dbo.ext")
                .option("tableType", "external")
                .mode("overwrite")
                .save();
        assertThat(POOL.query("SELECT x FROM dbo.ext")).containsExactly("3.5");
        assertThatThrownBy(
                        () -> write("(1)", "x int", "dbo.ext").mode("overwrite").save())
                .hasMessage(message(
                        "Table [dbo].[ext] is external",
                        "The transfer asks for the type internal",
                        "Give the type external, or drop the table first"));
        List<String> own = POOL.leftInPool();
        assertThat(own).hasSize(2);
        POOL.sql(
                "DROP EXTERNAL TABLE dbo.ext",
                "DROP EXTERNAL DATA SOURCE [" + own.get(0) + "]",
                "DROP EXTERNAL FILE FORMAT [" + own.get(1) + "]");
    }

    private static DataFrameWriter<Row> write(String values, String schema, String table) {
        return rows(values, schema).write().format("sqlanalytics").option("table", table);
    }

    private static List<String> columns(String table) {
        return POOL.query("SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, IS_NULLABLE"
                + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = '" + table + "' ORDER BY ORDINAL_POSITION");
    }

    private static Dataset<Row> rows(String values, String schema) {
        StructType type = StructType.fromDDL(schema);
        List<String> casts = Arrays.stream(type.fields())
                .map(field -> "CAST(" + field.name() + " AS " + field.dataType().sql() + ") AS " + field.name())
                .toList();
        return POOL.spark()
                .sql("SELECT " + String.join(", ", casts) + " FROM VALUES " + values + " AS t("
                        + String.join(", ", type.fieldNames()) + ")");
    }
}
