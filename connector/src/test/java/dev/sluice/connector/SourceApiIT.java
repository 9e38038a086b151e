package dev.sluice.connector;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.staging.Lease;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.ReadSource;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls of Spark's API that a SQL pool's table cannot do: each of them has a clear answer. */
final class SourceApiIT {

    private static final LocalPool POOL = LocalPool.shared();

    @BeforeAll
    static void makeTable() {
        POOL.sql("CREATE TABLE dbo.api (id int NOT NULL, s nvarchar(10) NULL)", "INSERT INTO dbo.api VALUES (1, N'a')");
    }

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.query("SELECT id, s FROM dbo.api")).containsExactly("1|a");
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @Test
    void takesNoSchemaOfTheUserButItsOwn() {
        assertThatThrownBy(() -> reader().schema("s string").load("dbo.api").collectAsList())
                .hasMessage(message(
                        "The data source sqlanalytics takes no schema of yours",
                        "The table or query has struct<id:int,s:string>, and the schema says struct<s:string>",
                        "Leave out schema(...); choose with the option columns or select, and cast what is read"));
        assertThatThrownBy(() ->
                        reader().schema("id bigint, s string").load("dbo.api").count())
                .hasMessageStartingWith("The data source sqlanalytics takes no schema of yours\n");
        assertThatThrownBy(() -> POOL.spark()
                        .sql("CREATE OR REPLACE TEMPORARY VIEW v (id bigint) USING sqlanalytics OPTIONS (table"
                                + " 'dbo.api')")
                        .sparkSession()
                        .table("v")
                        .count())
                .hasMessageStartingWith("The data source sqlanalytics takes no schema of yours\n");
        assertThat(reader().schema("id int, s string").load("dbo.api").count()).isEqualTo(1);
    }

    @Test
    void takesNoFoldersAndBucketsOfSpark() {
        assertThatThrownBy(() -> writer().partitionBy("id").mode("append").save("dbo.api"))
                .hasMessageStartingWith("partitionBy is not taken\n");
        assertThatThrownBy(() -> writer().bucketBy(2, "id").mode("append").save("dbo.api"))
                .hasMessageContaining("'save' does not support bucketBy right now");
        assertThatThrownBy(() ->
                        writer().bucketBy(2, "id").sortBy("id").mode("append").save("dbo.api"))
                .hasMessageContaining("'save' does not support bucketBy and sortBy right now");
    }

    @Test
    void makesNoTableOfSparksCatalog() {
        assertThatThrownBy(() -> writer().saveAsTable("api_in_spark"))
                .hasMessageContaining("Not a table of a SQL pool: ");
        assertThatThrownBy(() -> writer().option("table", "dbo.api").saveAsTable("api_in_spark"))
                .hasMessageContaining("Not a table of a SQL pool: ");
        assertThat(POOL.spark().catalog().tableExists("api_in_spark")).isFalse();
    }

    @Test
    void writesIntoNoTableOfSparksCatalog() {
        POOL.spark().sql("CREATE TABLE api_of_spark (id bigint) USING parquet");
        try {
            assertThatThrownBy(() -> writer().insertInto("dbo.api")).hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
        } finally {
            POOL.spark().sql("DROP TABLE api_of_spark");
        }
    }

    @Test
    void streamsNothing() {
        assertThatThrownBy(() -> POOL.spark()
                        .readStream()
                        .format("rate")
                        .load()
                        .writeStream()
                        .format("sqlanalytics")
                        .option("checkpointLocation", POOL.lake("checkpoint").toString())
                        .option("table", "dbo.api")
                        .start())
                .hasMessageStartingWith("writeStream is not taken\n");
        assertThatThrownBy(() -> POOL.spark()
                        .readStream()
                        .format("sqlanalytics")
                        .option("table", "dbo.api")
                        .load())
                .hasMessageContaining("sqlanalytics does not support streamed reading");
    }

    @Test
    void ignoresNoOptionOfTheOtherDirection() {
        assertThatThrownBy(
                        () -> writer().option("where", "id = 1").mode("append").save("dbo.api"))
                .hasMessageStartingWith("The option where is not taken by a write\n");
        assertThatThrownBy(() ->
                        writer().option("query", "SELECT 1 AS a").mode("append").save("dbo.api"))
                .hasMessageStartingWith("The option query is not taken by a write\n");
        assertThatThrownBy(
                        () -> writer().option("location", "/x").mode("append").save("dbo.api"))
                .hasMessageStartingWith("The option location is not taken by a write of an internal table\n");
        assertThatThrownBy(() -> reader().option("distribution", "replicate").load("dbo.api"))
                .hasMessageStartingWith("The option distribution is not taken by a read\n");
    }

    @Test
    void limitsByAnyNumber() {
        assertThat(reader().option("limit", "9223372036854775807")
                        .load("dbo.api")
                        .count())
                .isEqualTo(1);
        assertThat(reader().option("limit", "2147483648")
                        .load("dbo.api")
                        .limit(5)
                        .count())
                .isEqualTo(1);
        assertThatThrownBy(() -> reader().option("limit", "0").load("dbo.api"))
                .hasMessageStartingWith("Invalid option limit '0'\n");
        assertThat(Cell.receipt(
                                POOL.spark(),
                                new TransferRequest.Query(
                                        TransferId.create(),
                                        PoolAddress.CONFIGURED,
                                        "SELECT id FROM dbo.api",
                                        "v",
                                        Integer.MAX_VALUE,
                                        "a label"))
                        .rows())
                .isEqualTo(1);
    }

    /** An error of the second statement of an option is an error. */
    @Test
    void failsWithTheLastStatementBeforeARead() {
        assertThatThrownBy(() -> reader().option("pre", "UPDATE dbo.api SET id = 1; DROP TABLE dbo.no_such_table")
                        .load("dbo.api")
                        .collectAsList())
                .hasMessageContaining("no_such_table");
    }

    /** What is made before a read is there when its columns are asked for. */
    @Test
    void runsWhatStandsBeforeAReadBeforeIt() {
        var read = new TransferRequest.Read(
                TransferId.create(),
                PoolAddress.CONFIGURED,
                new ReadSource(TableName.parse("dbo.api_made"), null, List.of(), null, null, LossPolicy.REFUSE),
                "v",
                null,
                new Hooks(
                        "CREATE TABLE dbo.api_made WITH (DISTRIBUTION = ROUND_ROBIN) AS SELECT 7 AS a",
                        "DROP TABLE dbo.api_made"),
                Verification.COUNT,
                null);

        assertThat(Cell.receipt(POOL.spark(), read).rows()).isEqualTo(1);
        assertThat(POOL.spark().table("v").head().getInt(0)).isEqualTo(7);
    }

    private static DataFrameReader reader() {
        return POOL.spark().read().format("sqlanalytics");
    }

    private static DataFrameWriter<Row> writer() {
        return POOL.spark().range(1).toDF("id").write().format("sqlanalytics");
    }
}
