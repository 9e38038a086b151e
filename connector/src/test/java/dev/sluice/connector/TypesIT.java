package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.staging.Lease;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type there and back with its least and greatest value and null. */
final class TypesIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final AtomicInteger TABLES = new AtomicInteger();

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    /** Written by Spark, read back by Spark, fingerprints equal on both ways: type, least, greatest, type in the pool. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "boolean|false|true|bit",
                "tinyint|-128|127|smallint",
                "smallint|-32768|32767|smallint",
                "int|-2147483648|2147483647|int",
                "bigint|-9223372036854775808|9223372036854775807|bigint",
                "decimal(38,0)|-99999999999999999999999999999999999999|99999999999999999999999999999999999999|decimal",
                "decimal(9,2)|-9999999.99|9999999.99|decimal",
                "decimal(38,10)|-9999999999999999999999999999.9999999999|9999999999999999999999999999.9999999999|decimal",
                "float|-3.4028235E38|3.4028235E38|real",
                "double|-1.7976931348623157E308|1.7976931348623157E308|float",
                "date|'0001-01-01'|'9999-12-31'|date",
                "timestamp|'0001-01-01 00:00:00'|'9999-12-31 23:59:59.999999'|datetime2",
                "timestamp_ntz|'1582-10-10 01:02:03.000001'|'2024-02-29 23:59:59.999999'|datetime2",
                "string|''|'  ğü,😀 '|nvarchar",
                "binary|X''|X'00FF'|varbinary",
            })
    void writesAndReadsBack(String type, String least, String greatest, String poolType) {
        String table = "dbo.t" + TABLES.incrementAndGet();
        Dataset<Row> frame = POOL.spark()
                .sql(String.format(
                        Locale.ROOT,
                        "SELECT cast(v AS %s) AS v, k FROM VALUES (%s, 1), (%s, 2), (null, 3) AS t(v, k)",
                        type,
                        least,
                        greatest));

        frame.write().format("sqlanalytics").option("verify", "checksum").save(table);
        Dataset<Row> read = POOL.spark()
                .read()
                .format("sqlanalytics")
                .option("verify", "checksum")
                .load(table);

        assertThat(POOL.query(
                        "SELECT DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS WHERE COLUMN_NAME = 'v' AND TABLE_NAME = '"
                                + table.substring(4) + "'"))
                .containsExactly(poolType);
        assertThat(values(read)).isEqualTo(values(frame));
    }

    /** Made by T-SQL, read by Spark: type, least, greatest, both as Spark shows them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "tinyint|0|255|0|255",
                "money|-922337203685477.5808|922337203685477.5807|-922337203685477.5808|922337203685477.5807",
                "smallmoney|-214748.3648|214748.3647|-214748.3648|214748.3647",
                "datetime|'1753-01-01 00:00:00'|'9999-12-31 23:59:59'|1753-01-01 00:00:00|9999-12-31 23:59:59",
                "smalldatetime|'1900-01-01 00:00:00'|'2079-06-06 23:59:00'|1900-01-01 00:00:00|2079-06-06 23:59:00",
                "datetimeoffset(7)|'0001-01-02 00:00:00 +01:00'|'2020-06-01 12:00:00 -05:30'|0001-01-01 23:00:00"
                        + "|2020-06-01 17:30:00",
                "varchar(10)|''|'abc'||abc",
                "varbinary(4)|0x|0x00FF||00FF",
                "uniqueidentifier|'6F9619FF-8B86-D011-B42D-00C04FC964FF'|'00000000-0000-0000-0000-000000000000'"
                        + "|6F9619FF-8B86-D011-B42D-00C04FC964FF|00000000-0000-0000-0000-000000000000",
                "real|-3.4E38|3.4E38|-3.4E38|3.4E38",
            })
    void readsWhatTsqlMakes(String type, String least, String greatest, String shownLeast, String shownGreatest) {
        String table = "dbo.t" + TABLES.incrementAndGet();
        POOL.sql(
                "CREATE TABLE " + table + " (k int, v " + type + " NULL)",
                "INSERT INTO " + table + " VALUES (1, " + least + ")",
                "INSERT INTO " + table + " VALUES (2, " + greatest + ")",
                "INSERT INTO " + table + " VALUES (3, NULL)");

        Dataset<Row> read = POOL.spark()
                .read()
                .format("sqlanalytics")
                .option("verify", "checksum")
                .load(table);

        String value = type.startsWith("varbinary") ? "hex(v)" : "cast(v AS string)";
        assertThat(read.orderBy("k").selectExpr("coalesce(" + value + ", 'null')").collectAsList().stream()
                        .map(row -> row.getString(0)))
                .containsExactly(shownLeast == null ? "" : shownLeast, shownGreatest, "null");
    }

    private static List<String> values(Dataset<Row> frame) {
        boolean binary = frame.schema().apply("v").dataType().simpleString().equals("binary");
        return frame.orderBy("k").selectExpr(binary ? "hex(v)" : "cast(v AS string)").collectAsList().stream()
                .map(row -> row.mkString())
                .toList();
    }
}
