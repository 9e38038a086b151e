package dev.sluice.connector.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AssignmentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bit|bit",
                "bigint|tinyint",
                "bigint|smallint",
                "bigint|int",
                "smallint|bigint",
                "decimal(5,0)|int",
                "decimal(5,2)|decimal(9,2)",
                "decimal(9,2)|decimal(5,2)",
                "int|decimal(5,2)",
                "decimal(5,2)|money",
                "decimal(5,4)|smallmoney",
                "decimal(5,3)|decimal(9,2)",
                "decimal(9,5)|money",
                "real|real",
                "smallint|real",
                "real|float",
                "float|float",
                "int|float",
                "date|date",
                "date|datetime2(7)",
                "datetime2(7)|datetime2(3)",
                "datetime2(7)|datetime",
                "datetime2(7)|smalldatetime",
                "nvarchar(16)|time(7)",
                "nvarchar(16)|uniqueidentifier",
                "nvarchar(16)|char(3)",
                "nvarchar(16)|varchar(max)",
                "nvarchar(16)|nchar(3)",
                "nvarchar(max)|nvarchar(8)",
                "varbinary(16)|binary(4)",
                "varbinary(16)|varbinary(max)",
            })
    void letsGoWhatMayFit(String staged, String target) {
        assertThat(Assignment.refuse(PoolTypes.type(staged), PoolTypes.type(target)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int|bit",
                "bit|int",
                "float|int",
                "decimal(5,1)|int",
                "nvarchar(16)|int",
                "float|decimal(9,2)",
                "float|real",
                "int|real",
                "bigint|float",
                "decimal(5,0)|float",
                "datetime2(7)|date",
                "nvarchar(16)|date",
                "bigint|datetime2(7)",
                "int|nvarchar(16)",
                "varbinary(16)|nvarchar(16)",
                "nvarchar(16)|varbinary(16)",
                "int|time(7)",
                "datetime2(7)|datetimeoffset(7)",
            })
    void refusesWhatLosesSomething(String staged, String target) {
        assertThat(Assignment.refuse(PoolTypes.type(staged), PoolTypes.type(target)))
                .contains(staged + " does not go into " + target + " without loss");
    }

    /** Least and greatest value, the one below and the one above. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tinyint|0|255|1",
                "smallint|-32768|32767|1",
                "int|-2147483648|2147483647|1",
                "bigint|-9223372036854775808|9223372036854775807|1",
                "decimal(3,0)|-999|999|1",
                "decimal(3,2)|-9.99|9.99|0.01",
                "money|-922337203685477.5808|922337203685477.5807|0.0001",
                "smallmoney|-214748.3648|214748.3647|0.0001",
            })
    void looksAtTheLeastAndTheGreatestValue(String target, BigDecimal least, BigDecimal greatest, BigDecimal step) {
        PoolType type = PoolTypes.type(target);

        assertThat(Assignment.refuseValues(type, least, greatest, 0)).isEmpty();
        assertThat(Assignment.refuseValues(type, null, null, 0)).isEmpty();
        assertThat(Assignment.refuseValues(type, least.subtract(step), greatest, 0))
                .contains("its least value is " + least.subtract(step).toPlainString() + ", " + target + " begins at "
                        + least.toPlainString());
        assertThat(Assignment.refuseValues(type, least, greatest.add(step), 0))
                .contains("its greatest value is " + greatest.add(step).toPlainString() + ", " + target + " ends at "
                        + greatest.toPlainString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nvarchar(5)|5|", "nvarchar(5)|6|its longest value has 6 characters, nvarchar(5) holds 5",
                "nvarchar(max)|100000|", "varbinary(5)|5|",
                "varbinary(5)|6|its longest value has 6 bytes, varbinary(5) holds 5", "date|99|",
                "varchar(5)|6|its longest value has 6 bytes, varchar(5) holds 5",
            })
    void looksAtTheLongestValue(String target, long longest, String refusal) {
        assertThat(Assignment.refuseValues(PoolTypes.type(target), null, null, longest)
                        .orElse(null))
                .isEqualTo(refusal);
    }

    /** Least and greatest moment, and what is said of the microsecond before and after. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetime|1753-01-01T00:00|9999-12-31T23:59:59.998333",
                "smalldatetime|1900-01-01T00:00|2079-06-06T23:59:29.998",
                "datetime2(7)|0001-01-01T00:00|9999-12-31T23:59:59.999999",
                "datetime2(3)|0001-01-01T00:00|9999-12-31T23:59:59.999499",
                "datetime2(0)|0001-01-01T00:00|9999-12-31T23:59:59.499999",
            })
    void looksAtTheFirstAndTheLastMoment(String target, LocalDateTime first, LocalDateTime last) {
        PoolType type = PoolTypes.type(target);

        assertThat(Assignment.refuseValues(type, micros(first), micros(last), 0))
                .isEmpty();
        assertThat(Assignment.refuseValues(type, micros(first).subtract(BigDecimal.ONE), micros(last), 0))
                .contains("its least value is "
                        + first.minusNanos(1000).toString().replace('T', ' ') + ", " + target + " begins at "
                        + first.toString().replace('T', ' '));
        assertThat(Assignment.refuseValues(type, micros(first), micros(last).add(BigDecimal.ONE), 0))
                .contains("its greatest value is "
                        + last.plusNanos(1000).toString().replace('T', ' ') + ", " + target + " ends at "
                        + last.toString().replace('T', ' '));
    }

    private static BigDecimal micros(LocalDateTime moment) {
        return BigDecimal.valueOf(ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), moment));
    }

    /** Whether files of a type can be staged as another one before anything is measured. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smallint|bigint|true",
                "int|bigint|true",
                "int|int|true",
                "bigint|int|false",
                "int|smallint|false",
                "decimal(4,0)|int|false",
                "int|decimal(10,0)|true",
                "int|decimal(10,1)|false",
                "bigint|decimal(19,0)|true",
                "decimal(9,2)|decimal(10,2)|true",
                "decimal(9,2)|decimal(10,3)|true",
                "decimal(9,2)|decimal(10,4)|false",
                "decimal(9,2)|decimal(8,2)|false",
                "decimal(9,2)|decimal(12,1)|false",
                "real|float|true",
                "float|real|false",
                "date|datetime2(7)|true",
                "datetime2(7)|date|false",
                "nvarchar(16)|varchar(5)|true",
                "varbinary(16)|binary(5)|true",
            })
    void saysWhichTypeHasEveryValueOfAnother(String staged, String target, boolean widens) {
        assertThat(Assignment.widens(PoolTypes.type(staged), PoolTypes.type(target)))
                .isEqualTo(widens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(10)|10|",
                "varchar(10)|11|varchar(16)",
                "varchar(16)|17|varchar(32)",
                "varchar(4000)|8000|varchar(8000)",
                "varchar(4000)|8001|",
                "varchar(max)|9000|",
                "nvarchar(3)|4|nvarchar(16)",
                "nvarchar(3)|4000|nvarchar(4000)",
                "nvarchar(3)|4001|",
                "varbinary(4)|5|varbinary(16)",
                "varbinary(4)|8001|",
                "char(3)|4|",
                "nchar(3)|4|",
                "binary(3)|4|",
                "int|4|",
            })
    void lengthensTextsAndBytesInPlace(String target, long longest, @Nullable String lengthened) {
        assertThat(Assignment.lengthened(PoolTypes.type(target), longest).map(PoolType::toSql))
                .isEqualTo(Optional.ofNullable(lengthened));
    }
}
