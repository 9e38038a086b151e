package dev.sluice.connector;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.spark.sqlanalytics.utils.Constants;
import dev.sluice.connector.staging.Lease;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.transfer.TransferReceipt;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SqlAnalyticsConnector;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ReadIT {

    private static final LocalPool POOL = LocalPool.shared();

    @BeforeAll
    static void makeTables() {
        POOL.sql(
                "CREATE TABLE dbo.orders (id int NOT NULL, customer nvarchar(20) NULL, total decimal(9,2) NULL,"
                        + " placed datetime2(7) NULL)",
                "INSERT INTO dbo.orders VALUES (1, N'Ada', 10.50, '2020-01-31 23:59:59.1234567')",
                "INSERT INTO dbo.orders VALUES (2, N'ada', 20, '1582-10-04 00:00:00')",
                "INSERT INTO dbo.orders VALUES (3, NULL, NULL, NULL)",
                "CREATE TABLE dbo.nothing (id int)");
    }

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @Test
    void readsATable() {
        Dataset<Row> orders = read("table", "sqlpool.dbo.orders");

        assertThat(orders.schema().simpleString())
                .isEqualTo("struct<id:int,customer:string,total:decimal(9,2),placed:timestamp>");
        assertThat(rows(orders.orderBy("id")))
                .containsExactly(
                        "1|Ada|10.50|2020-01-31 23:59:59.123456",
                        "2|ada|20.00|1582-10-04 00:00:00",
                        "3|null|null|null");
        assertThat(orders.count()).isEqualTo(3);
    }

    @Test
    void remembersWhatTheSqlPoolDidNotDrop() throws IOException {
        Fault.Fail refused = new Fault.Fail(Moment.BEFORE, 8645, "A timeout occurred");
        POOL.sqlFaults()
                .write(List.of(FaultRule.of("reads keep a source", refused)
                        .where("text", "^DROP EXTERNAL DATA SOURCE")
                        .striking(9)));
        try {
            TransferReceipt receipt = Cell.receipt(POOL.spark(), Cell.readTable("dbo.orders", "kept", null));
            Lease.closeAll();

            String left = POOL.leftInPool().get(0);
            assertThat(receipt.warnings())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("Left behind, and in the ledger of the staging folder: DROP EXTERNAL DATA SOURCE ["
                            + left + "]");
            String id = left.replace("sluice_source_", "");
            assertThat(POOL.leftInStaging()).containsExactly(id);
            assertThat(Files.readString(POOL.lake("staging/_sluice/ledger/" + id + "/3.json")))
                    .contains(
                            "\"step\":\"LOADING\",\"folders\":[]",
                            "\"objects\":[{\"kind\":\"DATA_SOURCE\",\"name\":\"" + left + "\"}]");
        } finally {
            POOL.sqlFaults().write(List.of());
            POOL.leftInPool().forEach(name -> POOL.sql("DROP EXTERNAL DATA SOURCE [" + name + "]"));
            FileUtil.fullyDeleteContents(POOL.lake("staging/_sluice/ledger").toFile());
        }
    }

    @Test
    void movesNothingToSayWhatATableHas() {
        assertThat(read("table", "dbo.orders")
                        .where("id > 1 AND customer = 'Ada'")
                        .select("total")
                        .queryExecution()
                        .executedPlan()
                        .toString())
                .contains("sqlanalytics [dbo].[orders]", "[id] > 1", "[customer] = N'Ada'");
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @Test
    void letsThePoolFilterWhatItFiltersAlike() {
        Dataset<Row> orders = read("table", "dbo.orders");

        assertThat(rows(orders.where("customer = 'ada'").select("id"))).containsExactly("2");
        assertThat(rows(orders.where("id > 1 AND total IS NOT NULL").select("total")))
                .containsExactly("20.00");
        assertThat(orders.where("id in (1, 3)").limit(1).count()).isEqualTo(1);
        assertThat(rows(orders.where("placed < timestamp'2000-01-01'").select("id")))
                .containsExactly("2");
    }

    @Test
    void readsAQuery() {
        assertThat(rows(read("query", "SELECT customer AS c, COUNT(*) AS n FROM dbo.orders GROUP BY customer;")
                        .where("n = 2")))
                .hasSize(1);
        assertThat(read("table", "dbo.nothing").count()).isZero();
    }

    @Test
    void showsWallClocksInTheTimeZoneOfTheSession() {
        POOL.spark().conf().set("spark.sql.session.timeZone", "America/New_York");
        try {
            assertThat(rows(read("table", "dbo.orders")
                            .where("id < 3")
                            .orderBy("id")
                            .select("placed")))
                    .containsExactly("2020-01-31 23:59:59.123456", "1582-10-04 00:00:00");
            POOL.spark().conf().set("spark.sql.parquet.enableVectorizedReader", "false");
            assertThat(rows(read("table", "dbo.orders").where("id = 1").select("placed")))
                    .containsExactly("2020-01-31 23:59:59.123456");
            POOL.spark()
                    .sql("SELECT timestamp'2020-07-01 12:00:00' AS a, timestamp_ntz'2020-03-08 02:30:00' AS b")
                    .write()
                    .format("sqlanalytics")
                    .save("dbo.clocks");
            assertThat(POOL.query(
                            "SELECT CONVERT(nvarchar(19), a, 120), CONVERT(nvarchar(19), b, 120) FROM dbo.clocks"))
                    .containsExactly("2020-07-01 12:00:00|2020-03-08 02:30:00");
        } finally {
            POOL.spark().conf().set("spark.sql.session.timeZone", "UTC");
            POOL.spark().conf().unset("spark.sql.parquet.enableVectorizedReader");
        }
    }

    @Test
    void isATemporaryViewOfSparkSql() {
        POOL.spark().sql("CREATE OR REPLACE TEMPORARY VIEW v USING sqlanalytics OPTIONS (table 'dbo.orders')");

        assertThat(rows(POOL.spark().sql("SELECT max(id) FROM v"))).containsExactly("3");
    }

    @Test
    void keepsTheOriginalApi() {
        DataFrameReader reader = POOL.spark()
                .read()
                .option(Constants.SERVER, "127.0.0.1," + POOL.sqlPort())
                .option(Constants.USER, "sluice")
                .option(Constants.PASSWORD, POOL.password());
        Dataset<Row> orders = SqlAnalyticsConnector.SqlAnalyticsReader(reader).sqlanalytics("[sqlpool].[dbo].[orders]");

        SqlAnalyticsConnector.SqlAnalyticsWriter(orders.write().mode(SaveMode.Overwrite))
                .sqlanalytics("[sqlpool].[dbo].[copy]", Constants.INTERNAL);

        assertThat(POOL.query("SELECT id, customer FROM dbo.copy ORDER BY id"))
                .containsExactly("1|Ada", "2|ada", "3|null");
    }

    @Test
    void saysThatATableDoesNotExist() {
        assertThatThrownBy(() -> read("table", "dbo.missing"))
                .hasMessageStartingWith("Table dbo.missing does not exist\nWhy: The database sqlpool on 127.0.0.1:");
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertThatThrownBy(() -> POOL.spark()
                        .read()
                        .format("sqlanalytics")
                        .option("user", "sluice")
                        .option("password", "wrong")
                        .load("dbo.orders"))
                .hasMessage(
                        message(
                                "Login failed for sluice on 127.0.0.1:" + POOL.sqlPort(),
                                "The SQL pool knows no such login, or the password is wrong",
                                "Correct the user and the secret (file:PATH, env:NAME or conf:KEY), or use token authentication"));
    }

    @Test
    void saysThatThePoolDoesNotAnswer() {
        assertThatThrownBy(() -> POOL.spark()
                        .read()
                        .format("sqlanalytics")
                        .option("server", "127.0.0.1:1")
                        .load("dbo.orders"))
                .hasMessageStartingWith("The SQL pool 127.0.0.1:1 does not answer\n");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        assertThatThrownBy(() -> read("table", "nodb.dbo.orders"))
                .hasMessageStartingWith("Cannot open the database nodb on 127.0.0.1:");
    }

    private static Dataset<Row> read(String option, String value) {
        return POOL.spark().read().format("sqlanalytics").option(option, value).load();
    }

    static List<String> rows(Dataset<Row> frame) {
        String[] casts = Arrays.stream(frame.columns())
                .map(name -> "cast(`" + name + "` as string)")
                .toArray(String[]::new);
        return frame.selectExpr(casts).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .toList();
    }
}
