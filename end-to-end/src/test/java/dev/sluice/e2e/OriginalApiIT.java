package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Scala snippets of the document that the original connector was described by, with real names in the place of placeholders. */
@ExtendWith(SharedPool.class)
class OriginalApiIT {

    private static Notebook notebook;
    private static int port;
    private static String password;

    @BeforeAll
    static void makeTable(TestPool pool) throws IOException {
        notebook = Notebook.on(pool);
        PoolUrl url = new PoolUrl(pool);
        port = url.sqlPool().port();
        password = Files.readString(Path.of(url.sqlPool().passwordFile())).strip();
        notebook.run("""
                %%sqlpool run
                CREATE TABLE [dbo].[Original] ([id] int NOT NULL, [name] nvarchar(20) NULL)
                INSERT INTO [dbo].[Original] VALUES (1, N'one'), (2, N'two'), (3, NULL)""");
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @Test
    void readsWithImportsWrittenOut() {
        String said = notebook.run("""
                %%spark
                 import com.microsoft.spark.sqlanalytics.utils.Constants
                 import org.apache.spark.sql.SqlAnalyticsConnector._
                val df = spark.read.sqlanalytics("[sqlpool].[dbo].[Original]")
                println(df.orderBy("id").collect.mkString(";"))""");

        assertThat(said).contains("[1,one];[2,two];[3,null]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL", "EXTERNAL"})
    void writesTableOfEitherTypeWithoutImports(String type) {
        String said = notebook.run("""
                %%spark
                val df = spark.read.sqlanalytics("sqlpool.dbo.Original")
                df.write.sqlanalytics("[sqlpool].[dbo].[Written_TYPE]", Constants.TYPE)
                println(spark.read.sqlanalytics("sqlpool.dbo.Written_TYPE").count)""".replace("TYPE", type));

        assertThat(said).contains("3");
        assertThat(notebook.run("%%sqlpool query\nSELECT MAX(name) AS last FROM dbo.Written_" + type))
                .contains("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "127.0.0.1,PORT"})
    void readsFromServerByItsAddress(String server) {
        String said = notebook.run("""
                %%spark
                val df = spark.read.
                option(Constants.SERVER, "SERVER").
                sqlanalytics("sqlpool.dbo.Original")
                println(df.count)""".replace("SERVER\"", server + "\"").replace("PORT", Integer.toString(port)));

        assertThat(said).contains("3");
    }

    @Test
    void readsAndWritesWithSqlAuth() {
        String said = notebook.run("""
                %%spark
                val df = spark.read.
                option(Constants.SERVER, "127.0.0.1:PORT").
                option(Constants.USER, "sluice").
                option(Constants.PASSWORD, "%SECRET%").
                sqlanalytics("sqlpool.dbo.Original")
                df.write.
                option(Constants.SERVER, "127.0.0.1,PORT").
                option(Constants.USER, "sluice").
                option(Constants.PASSWORD, "%SECRET%").
                sqlanalytics("[sqlpool].[dbo].[WrittenWithSqlAuth]", Constants.INTERNAL)
                println(spark.read.sqlanalytics("sqlpool.dbo.WrittenWithSqlAuth").count)""".replace("PORT", Integer.toString(port)).replace("%SECRET%", password));

        assertThat(said).contains("3");
    }

    @Test
    void movesPySparkFrameByTempView() {
        notebook.run("""
                pyspark_df = spark.createDataFrame([(1, "a"), (2, "b")], "id int, name string")
                pyspark_df.createOrReplaceTempView("pysparkdftemptable")""");
        notebook.run("""
                %%spark
                val scala_df = spark.sqlContext.sql ("select * from pysparkdftemptable")

                scala_df.write.sqlanalytics("sqlpool.dbo.PySparkTable", Constants.INTERNAL)""");
        notebook.run("""
                %%spark
                val read_back = spark.read.sqlanalytics("sqlpool.dbo.PySparkTable")
                read_back.createOrReplaceTempView("from_sql_pool")""");

        assertThat(notebook.run("print(spark.sql('select * from from_sql_pool order by id').collect())"))
                .contains("[Row(id=1, name='a'), Row(id=2, name='b')]");
    }

    @Test
    void readsAndWritesFromPySparkAndSqlByFormat() {
        notebook.run("""
                df = spark.read.format("sqlanalytics").option("table", "sqlpool.dbo.Original").load()
                df.where("id < 3").write.format("sqlanalytics").mode("overwrite").option("table", "dbo.ByFormat").save()""");
        notebook.run(
                "%%sql\nCREATE OR REPLACE TEMPORARY VIEW by_format USING sqlanalytics OPTIONS (table 'dbo.ByFormat')");

        assertThat(notebook.run("%%sql\nSELECT count(*) AS n, max(name) AS last FROM by_format"))
                .contains("2")
                .contains("two");
    }

    @Test
    void readsByNameOfSuccessor() {
        String said = notebook.run("""
                %%spark
                val byTable = spark.read.synapsesql("sqlpool.dbo.Original")
                val byQuery = spark.read.option(Constants.DATABASE, "sqlpool").option(Constants.QUERY, "SELECT TOP 1 name FROM dbo.Original ORDER BY id").synapsesql()
                println(byTable.count + " " + byQuery.first.getString(0))""");

        assertThat(said).contains("3 one");
    }
}
