package dev.sluice.connector.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.verification.Fingerprints;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.TransferReceipt;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fingerprint sees one changed value, of every type. */
final class FingerprintsIT {

    private static final LocalPool POOL = LocalPool.shared();
    private static final AtomicInteger TABLES = new AtomicInteger();

    /** Type in the pool, type in the frame, a value of the frame, the same in T-SQL, and one that is nearly the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bit|boolean|true|1|0",
                "tinyint|smallint|200|200|201",
                "smallint|smallint|-7|-7|7",
                "int|int|2147483647|2147483647|2147483646",
                "bigint|bigint|9223372036854775807|9223372036854775807|9223372036854775806",
                "decimal(9,2)|decimal(9,2)|1.25|1.25|1.26",
                "decimal(38,0)|decimal(38,0)|99999999999999999999999999999999999999|99999999999999999999999999999999999999"
                        + "|99999999999999999999999999999999999998",
                "decimal(38,20)|decimal(38,20)|0.00000000000000000001|0.00000000000000000001|0.00000000000000000002",
                "money|decimal(19,4)|1.2345|1.2345|1.2346",
                "smallmoney|decimal(10,4)|1.2345|1.2345|1.2346",
                "real|float|0.1|0.1|0.10000001",
                "float|double|0.1|0.1E0|0.10000000000000002E0",
                "float|double|'-0.0'|0E0|4.9E-300",
                "date|date|'1582-10-10'|'1582-10-10'|'1582-10-11'",
                "datetime2(7)|timestamp|'2020-01-01 00:00:00.000001'|'2020-01-01 00:00:00.000001'"
                        + "|'2020-01-01 00:00:00.000002'",
                "datetime2(3)|timestamp|'1969-12-31 23:59:59.9984'|'1969-12-31 23:59:59.998'|'1969-12-31 23:59:59.999'",
                "datetime2(0)|date|'2020-01-01'|'2020-01-01'|'2020-01-01 00:00:01'",
                "datetime|timestamp|'2020-01-01 00:00:00.005'|'2020-01-01 00:00:00.007'|'2020-01-01 00:00:00.003'",
                "smalldatetime|timestamp|'2020-01-01 00:00:29.9'|'2020-01-01 00:00:00'|'2020-01-01 00:01:00'",
                "time(7)|string|'1:02:03.5'|'01:02:03.5'|'01:02:03.500001'",
                "time(0)|string|'23:59'|'23:59:00'|'23:59:01'",
                "char(5)|string|'ab'|'ab'|'aB'",
                "varchar(10)|string|'é '|'é '|'é'",
                "varchar(max)|string|'é'|'é'|'e'",
                "nchar(5)|string|'ğ'|N'ğ'|N'Ğ'",
                "nvarchar(10)|string|'😀'|N'😀'|N'😁'",
                "nvarchar(max)|string|''|N''|N' '",
                "binary(4)|binary|X'01'|0x01|0x02",
                "varbinary(4)|binary|X'0100'|0x0100|0x01",
                "varbinary(max)|binary|X''|0x|0x00",
                "uniqueidentifier|string|'6f9619ff-8b86-d011-b42d-00c04fc964ff'|'6F9619FF-8B86-D011-B42D-00C04FC964FF'"
                        + "|'6F9619FF-8B86-D011-B42D-00C04FC964FE'",
            })
    void seesOneChangedValue(String type, String spark, String value, String same, String other) {
        String table = "dbo.prints" + TABLES.incrementAndGet();
        POOL.sql(
                "CREATE TABLE " + table + " (v " + type + " NULL) WITH (HEAP)",
                "INSERT INTO " + table + " VALUES (" + same + ")",
                "INSERT INTO " + table + " VALUES (" + same + ")",
                "INSERT INTO " + table + " VALUES (NULL)");
        Dataset<Row> frame = POOL.spark()
                .sql("SELECT cast(" + value + " AS " + spark + ") AS v UNION ALL SELECT cast(" + value + " AS " + spark
                        + ") UNION ALL SELECT null");

        TransferReceipt.ColumnFingerprint equal = compare(frame, table).get(0);
        assertThat(equal.frame()).isEqualTo(equal.table()).startsWith("count=2 ");
        POOL.sql(
                "DELETE FROM " + table,
                "INSERT INTO " + table + " VALUES (" + same + ")",
                "INSERT INTO " + table + " VALUES (" + other + ")",
                "INSERT INTO " + table + " VALUES (NULL)");
        assertThatThrownBy(() -> compare(frame, table))
                .isInstanceOfSatisfying(TransferFailedException.class, failed -> {
                    assertThat(failed.failure().code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
                    assertThat(failed.failure().what()).isEqualTo("Column v differs at both ends");
                    assertThat(failed.failure().why()).startsWith("v: Spark has count=2 ");
                });
    }

    private static List<TransferReceipt.ColumnFingerprint> compare(Dataset<Row> frame, String table) {
        Environment environment = Environment.of(POOL.spark());
        PoolConnector connector = new PoolConnector(
                environment.resolver().endpoint(PoolAddress.CONFIGURED, null, null), environment.tokens());
        try (PoolSession session = connector.open(sql -> {})) {
            PoolColumn column =
                    session.columns("SELECT TOP (0) * FROM " + table).get(0).toPoolColumn();
            return Fingerprints.compare(
                    frame,
                    session,
                    environment.statements(),
                    table,
                    List.of(new Fingerprints.Pair("v", column, column.toSql(), column.type())));
        }
    }
}
