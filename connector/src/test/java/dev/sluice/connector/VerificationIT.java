package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.staging.Lease;
import dev.sluice.pool.identity.fault.Fault;
import dev.sluice.pool.identity.fault.FaultRule;
import dev.sluice.pool.identity.fault.JournalEntry;
import dev.sluice.pool.identity.fault.Moment;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TransferFailure;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferReceipt.RowCount;
import dev.sluice.transfer.TransferReceipt.RowFingerprint;
import dev.sluice.transfer.Verification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One value that is another one in the loaded table, or in another row of it, is found before anything is published. */
final class VerificationIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final AtomicInteger RULES = new AtomicInteger();
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    @AfterEach
    void leavesNothing() throws IOException {
        POOL.sqlFaults().write(List.of());
        Lease.closeAll();
        assertThat(POOL.leftInPool()).isEmpty();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    /** Type in the pool, type in the frame, two values of the frame, and one in T-SQL that is nearly the first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bit|boolean|true|false|0",
                "tinyint|smallint|200|3|201",
                "smallint|smallint|-7|3|7",
                "int|int|2147483647|3|2147483646",
                "bigint|bigint|9223372036854775807|3|9223372036854775806",
                "decimal(9,2)|decimal(9,2)|1.25|3|1.26",
                "decimal(38,0)|decimal(38,0)|99999999999999999999999999999999999999|3|99999999999999999999999999999999999998",
                "decimal(38,20)|decimal(38,20)|0.00000000000000000001|3|0.00000000000000000002",
                "money|decimal(19,4)|1.2345|3|1.2346",
                "smallmoney|decimal(10,4)|1.2345|3|1.2346",
                "real|float|0.1|3|0.10000001",
                "float|double|0.1|3|0.10000000000000002E0",
                "float|double|'-0.0'|3|4.9E-300",
                "date|date|'1582-10-10'|'2020-01-01'|'1582-10-11'",
                "datetime2(7)|timestamp|'2020-01-01 00:00:00.000001'|'0001-01-01'|'2020-01-01 00:00:00.000002'",
                "datetime2(3)|timestamp|'1969-12-31 23:59:59.998'|'2020-01-01'|'1969-12-31 23:59:59.999'",
                "datetime2(0)|date|'2020-01-01'|'2020-01-02'|'2020-01-01 00:00:01'",
                "datetime|timestamp|'2020-01-01 00:00:00.007'|'2020-01-02'|'2020-01-01 00:00:00.003'",
                "smalldatetime|timestamp|'2020-01-01 00:01:00'|'2020-01-02'|'2020-01-01 00:02:00'",
                "time(7)|string|'1:02:03.5'|'23:00'|'01:02:03.500001'",
                "time(0)|string|'23:59'|'23:00'|'23:59:01'",
                "char(2)|string|'ab'|'cd'|'aB'",
                "varchar(10)|string|'é '|'x'|'é'",
                "varchar(8000)|string|repeat('é', 8000)|'x'|REPLICATE('é', 7999)",
                "varchar(max)|string|'é'|'x'|'e'",
                "nchar(1)|string|'ğ'|'x'|N'Ğ'",
                "nvarchar(10)|string|'😀'|'x'|N'😁'",
                "nvarchar(4000)|string|repeat('a', 201)|'x'|REPLICATE(N'a', 202)",
                "nvarchar(max)|string|''|'x'|N' '",
                "nvarchar(max)|string|repeat('a', 9000)|'x'|REPLICATE(CAST(N'a' AS nvarchar(max)), 8999)",
                "binary(1)|binary|X'01'|X'03'|0x02",
                "varbinary(4)|binary|X'0100'|X'03'|0x01",
                "varbinary(8000)|binary|cast(repeat('a', 101) as binary)|X'03'|CONVERT(varbinary(8000), REPLICATE('a', 102))",
                "varbinary(max)|binary|X''|X'03'|0x00",
                "uniqueidentifier|string|'6f9619ff-8b86-d011-b42d-00c04fc964ff'|'00000000-0000-0000-0000-000000000000'"
                        + "|'6F9619FF-8B86-D011-B42D-00C04FC964FE'",
            })
    void findsOneChangedValue(String type, String spark, String value, String second, String other) throws IOException {
        POOL.sql(
                "DROP TABLE IF EXISTS dbo.checked",
                "CREATE TABLE dbo.checked (id int, v " + type + " NULL) WITH (HEAP)");
        WriteCell write = WriteCell.of(
                        "SELECT 1 AS id, cast(" + value + " AS " + spark + ") AS v UNION ALL SELECT 2, cast(" + second
                                + " AS " + spark + ") UNION ALL SELECT 3, null",
                        "dbo.checked")
                .mode(SaveMode.APPEND);

        TransferFailure changed = failure(write, "UPDATE %s SET v = " + other + " WHERE id = 1");
        TransferFailure swapped = failure(write, "UPDATE %s SET id = 3 - id WHERE id < 3");

        assertThat(changed.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(changed.what()).isEqualTo("Column v differs at both ends");
        assertThat(changed.why()).startsWith("v: Spark has count=2 hash=").contains("the SQL pool has count=2 hash=");
        assertThat(swapped.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(swapped.what()).isEqualTo("Rows differ at both ends");
        assertThat(POOL.query("SELECT COUNT(*) FROM dbo.checked")).containsExactly("0");
        TransferReceipt receipt = write.receipt();
        RowFingerprint rows = Objects.requireNonNull(receipt.rowFingerprint());
        assertThat(rows.frame()).isEqualTo(rows.table()).matches("[0-9a-f]{32}");
        assertThat(receipt.fingerprints())
                .extracting(each -> each.column() + ": " + each.compared() + ", " + each.frame())
                .containsExactly("id: count, hash of whole rows, count=3", "v: count, hash of whole rows, count=2");
    }

    @Test
    void findsANullThatBecameAValueAndRowsThatAreLostOrTwice() throws IOException {
        WriteCell write = WriteCell.of(
                "SELECT id, if(id = 2, null, 'x') AS v, cast(id as binary) AS b FROM range(5)", "dbo.fresh");

        assertThat(failure(write, "UPDATE %s SET v = N'' WHERE id = 2").why())
                .startsWith("v: Spark has count=4 hash=")
                .contains("the SQL pool has count=5 hash=");
        assertThat(failure(write, "DELETE FROM %s WHERE id = 2").what()).isEqualTo("The SQL pool has 4 rows of 5");
        assertThat(failure(write.verify(Verification.COUNT), "DELETE FROM %s WHERE id = 2")
                        .what())
                .isEqualTo("The SQL pool loaded 4 rows of 5");
        assertThat(failure(write, "INSERT INTO %1$s SELECT * FROM %1$s WHERE id = 2")
                        .what())
                .isEqualTo("The SQL pool has 6 rows of 5");
        assertThat(POOL.query("SELECT name FROM sys.tables WHERE name = 'fresh'"))
                .isEmpty();
    }

    /** Values of columns that are hashed in different parts, of one row. */
    @Test
    void findsValuesThatChangedColumns() throws IOException {
        StringBuilder columns = new StringBuilder("id");
        for (int i = 0; i < 40; i++) {
            columns.append(", 'v").append(i).append("' AS c").append(i);
        }
        WriteCell write = WriteCell.of("SELECT " + columns + " FROM range(3)", "dbo.wide");

        assertThat(failure(write, "UPDATE %s SET c1 = c39, c39 = c1 WHERE id = 1")
                        .what())
                .isEqualTo("Columns c1, c39 differ at both ends");
        assertThat(failure(write, "UPDATE %s SET c39 = N'v38' WHERE id = 1").what())
                .isEqualTo("Column c39 differs at both ends");
        assertThat(write.receipt().fingerprints()).hasSize(41);
        POOL.sql("DROP TABLE dbo.wide");
    }

    @Test
    void countsRowsAtEachPlaceOfTheirWay() {
        WriteCell write = WriteCell.of("SELECT id, 'x' AS v FROM range(7)", "dbo.counted");

        assertThat(write.verify(Verification.COUNT).receipt().rowCounts())
                .containsExactly(
                        new RowCount("rows that Spark staged", 7),
                        new RowCount("rows of the staged files", 7),
                        new RowCount("rows that the SQL pool loaded", 7));
        assertThat(write.mode(SaveMode.APPEND)
                        .verify(Verification.COUNT)
                        .receipt()
                        .rowCounts())
                .containsExactly(
                        new RowCount("rows that Spark staged", 7),
                        new RowCount("rows of the staged files", 7),
                        new RowCount("rows that the SQL pool added", 7));
        assertThat(write.mode(SaveMode.OVERWRITE)
                        .verify(Verification.NONE)
                        .receipt()
                        .rowCounts())
                .containsExactly(new RowCount("rows that Spark staged", 7));
        assertThat(Cell.receipt(POOL.spark(), Cell.readTable("dbo.counted", "counted", null))
                        .rowCounts())
                .containsExactly(
                        new RowCount("rows that Spark reads", 7), new RowCount("rows that the SQL pool exported", 7));
    }

    /** A task that fails behind half of its rows is run again: only what stays is counted, and the frame runs once. */
    @Test
    void countsAndHashesTheAttemptThatSucceeds() {
        ATTEMPTS.set(0);
        POOL.spark()
                .udf()
                .register(
                        "failing_once",
                        (UDF1<Long, Long>) id -> {
                            if (id == 600 && ATTEMPTS.incrementAndGet() == 1) {
                                throw new IllegalStateException("the first attempt");
                            }
                            return id;
                        },
                        DataTypes.LongType);

        TransferReceipt receipt = WriteCell.of(
                        "SELECT failing_once(id) AS id, concat('x', id) AS v FROM range(0, 1000, 1, 2)", "dbo.retried")
                .receipt();

        assertThat(ATTEMPTS).hasValue(2);
        assertThat(receipt.rowCounts()).extracting(RowCount::rows).containsExactly(1000L, 1000L, 1000L);
        assertThat(POOL.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM dbo.retried"))
                .containsExactly("1000|1000");
    }

    /** Runs a write, and a statement over the loaded table before it is looked at. */
    private static TransferFailure failure(WriteCell write, String corruption) throws IOException {
        String rule = "corruption " + RULES.incrementAndGet();
        POOL.sqlFaults()
                .write(List.of(FaultRule.of(rule, new Fault.Pause(Moment.BEFORE))
                        .where("application", "^Sluice$")
                        .where("text", "^SELECT COUNT_BIG\\(\\*\\)")));
        CompletableFuture<TransferFailure> failure = CompletableFuture.supplyAsync(write::failure);
        POOL.sqlFaults()
                .await(
                        entry -> entry.event() == JournalEntry.Event.PAUSED
                                && entry.rule().equals(rule),
                        PATIENCE);
        String shadow = POOL.query("SELECT name FROM sys.tables WHERE name LIKE 'sluice[_]new[_]%'")
                .get(0);
        POOL.sql(String.format(java.util.Locale.ROOT, corruption, "dbo.[" + shadow + "]"));
        POOL.sqlFaults().write(List.of());
        return failure.join();
    }
}
