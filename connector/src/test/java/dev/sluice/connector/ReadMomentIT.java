package dev.sluice.connector;

import static dev.sluice.connector.failure.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.staging.Lease;
import dev.sluice.transfer.ErrorCode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A frame that is held while its table changes. */
final class ReadMomentIT {

    private static final LocalPool POOL = LocalPool.shared();

    private static final String FIX = "Make the frame again, as with spark.read.format(\"sqlanalytics\").load(...):"
            + " it keeps the columns that the table had then";

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    /** Former type and new type. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decimal(10,2)|decimal(10,4)",
                "int|bigint",
                "date|int",
                "int|date",
                "datetime|datetime2(7)",
                "datetime2(7)|datetimeoffset(7)",
                "tinyint|int",
                "tinyint|smallint",
                "money|decimal(19,4)",
                "uniqueidentifier|nvarchar(36)",
                "time(7)|nvarchar(16)",
                "varbinary(8)|nvarchar(8)",
                "real|float",
                "nvarchar(36)|uniqueidentifier",
                "smalldatetime|datetime",
            })
    void refusesAColumnOfAnotherType(String former, String next) {
        Dataset<Row> frame = remade("v " + former + " NULL", "v " + next + " NOT NULL");

        assertThatThrownBy(frame::collectAsList)
                .hasMessage(message(
                        "Table [dbo].[moment] has changed since the frame was made",
                        "Column v was " + former + " and is " + next + " now",
                        FIX));
        assertThatThrownBy(() -> frame.where("v IS NULL").count())
                .hasMessageStartingWith("Table [dbo].[moment] has changed since the frame was made\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v int NULL, w int NULL|w int NULL|Column v is gone",
                "v int NULL|u int NULL|Column v is gone",
                "v int NULL, w date NULL|w int NULL|Column v is gone; Column w was date and is int now",
            })
    void refusesAColumnThatIsGone(String former, String next, String why) {
        Dataset<Row> frame = remade(former, next);

        assertThatThrownBy(frame::collectAsList)
                .hasMessage(message("Table [dbo].[moment] has changed since the frame was made", why, FIX));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v int NULL|v int NULL, w int NULL",
                "v int NULL|w int NULL, v int NULL",
                "v int NULL|V int NULL",
                "v int NULL|v int NOT NULL",
                "v varchar(10) NULL|v nvarchar(20) NULL",
                "v datetime2(3) NULL|v datetime2(7) NULL",
            })
    void readsItsColumnsOfATableThatReadsAsBefore(String former, String next) {
        Dataset<Row> frame = remade(former, next);

        assertThat(frame.columns()).containsExactly("v");
        assertThat(frame.collectAsList()).isEmpty();
    }

    /** Spark would answer from NOT NULL alone, and read a null as 0. */
    @Test
    void readsNullsOfAColumnThatTookNone() {
        POOL.sql("CREATE TABLE dbo.nulls (v int NOT NULL)", "INSERT INTO dbo.nulls VALUES (1)");
        Dataset<Row> frame = POOL.spark().read().format("sqlanalytics").load("dbo.nulls");
        assertThat(frame.count()).isEqualTo(1);
        POOL.sql("DROP TABLE dbo.nulls", "CREATE TABLE dbo.nulls (v int NULL)", "INSERT INTO dbo.nulls VALUES (NULL)");

        assertThat(frame.collectAsList().toString()).isEqualTo("[[null]]");
        assertThat(frame.where("v IS NULL").count()).isEqualTo(1);
        assertThat(frame.where("v IS NOT NULL").count()).isZero();
    }

    @Test
    void refusesAColumnThatChangedInAQuery() {
        POOL.sql("CREATE TABLE dbo.asked (v decimal(10,2))", "INSERT INTO dbo.asked VALUES (12.34)");
        Dataset<Row> frame = POOL.spark()
                .read()
                .format("sqlanalytics")
                .option("query", "SELECT v FROM dbo.asked")
                .load();
        POOL.sql(
                "DROP TABLE dbo.asked",
                "CREATE TABLE dbo.asked (v decimal(10,4))",
                "INSERT INTO dbo.asked VALUES (12.3456)");

        assertThatThrownBy(frame::collectAsList)
                .hasMessage(message(
                        "The query's columns have changed since the frame was made",
                        "Column v was decimal(10,2) and is decimal(10,4) now",
                        FIX));
    }

    /** Every answer is of one definition, or the frame says that the table changed. */
    @Test
    void givesNoWrongValueWhileTheTableIsBeingRemade() throws InterruptedException {
        String cents = "CREATE TABLE dbo.remade (v decimal(10,2) NULL, t tinyint NULL)";
        String myriads = "CREATE TABLE dbo.remade (v decimal(10,4) NULL, t int NULL)";
        POOL.sql(cents, "INSERT INTO dbo.remade VALUES (12.34, 7)");
        AtomicBoolean over = new AtomicBoolean();
        Thread changer = new Thread(() -> {
            while (!over.get()) {
                POOL.sql("DROP TABLE dbo.remade", myriads, "INSERT INTO dbo.remade VALUES (12.3456, 70000)");
                POOL.sql("DROP TABLE dbo.remade", cents, "INSERT INTO dbo.remade VALUES (12.34, 7)");
            }
        });
        changer.start();
        try {
            for (int i = 0; i < 15; i++) {
                read();
            }
        } finally {
            over.set(true);
            changer.join();
        }
    }

    private static void read() {
        try {
            Dataset<Row> frame = POOL.spark().read().format("sqlanalytics").load("dbo.remade");
            List<String> rows =
                    frame.collectAsList().stream().map(Row::toString).toList();
            assertThat(rows.isEmpty() || rows.equals(List.of("[12.34,7]")) || rows.equals(List.of("[12.3456,70000]")))
                    .as(rows.toString())
                    .isTrue();
        } catch (TransferFailedException e) {
            assertThat(e.failure().code()).isIn(ErrorCode.SCHEMA_MISMATCH, ErrorCode.TABLE_NOT_FOUND);
        }
    }

    @Test
    void saysThatEveryActionReadsTheTableAnew() {
        POOL.sql("CREATE TABLE dbo.growing (v int)", "INSERT INTO dbo.growing VALUES (1)");
        Dataset<Row> frame = POOL.spark().read().format("sqlanalytics").load("dbo.growing");
        long before = frame.count();
        POOL.sql("INSERT INTO dbo.growing VALUES (2)");

        assertThat(before).isEqualTo(1);
        assertThat(frame.count()).isEqualTo(2);
        assertThat(frame.queryExecution().executedPlan().toString())
                .contains("as of each action: cache() or %%sqlpool read keeps one moment");
        Cell.receipt(POOL.spark(), Cell.readTable("dbo.growing", "grown", null));
        POOL.sql("INSERT INTO dbo.growing VALUES (3)");
        assertThat(POOL.spark().table("grown").count()).isEqualTo(2);
        assertThat(POOL.spark().table("grown").collectAsList()).hasSize(2);
    }

    private static Dataset<Row> remade(String former, String next) {
        POOL.sql(
                "IF OBJECT_ID('dbo.moment') IS NOT NULL DROP TABLE dbo.moment",
                "CREATE TABLE dbo.moment (" + former + ")");
        Dataset<Row> frame = POOL.spark().read().format("sqlanalytics").load("dbo.moment");
        POOL.sql("DROP TABLE dbo.moment", "CREATE TABLE dbo.moment (" + next + ")");
        return frame;
    }
}
