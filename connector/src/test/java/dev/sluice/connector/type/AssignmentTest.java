package dev.sluice.connector.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.type.PoolType.Kind;
import java.math.BigDecimal;
import java.util.Locale;
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
        assertThat(Assignment.refuse(type(staged), type(target))).isEmpty();
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
                "decimal(5,3)|decimal(9,2)",
                "decimal(9,5)|money",
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
        assertThat(Assignment.refuse(type(staged), type(target)))
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
        PoolType type = type(target);

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
            })
    void looksAtTheLongestValue(String target, long longest, String refusal) {
        assertThat(Assignment.refuseValues(type(target), null, null, longest).orElse(null))
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetime2(7)|datetime2(7)|false|false",
                "datetime2(7)|datetime2(6)|false|false",
                "datetime2(7)|datetime2(5)|true|true",
                "datetime2(7)|datetime|true|true",
                "datetime2(7)|smalldatetime|true|true",
                "date|datetime2(7)|false|true",
                "date|date|false|false",
                "nvarchar(16)|varchar(16)|false|true",
                "int|bigint|false|false",
            })
    void saysWhatChangesTheValue(String staged, String target, boolean rounds, boolean changes) {
        assertThat(Assignment.roundsSeconds(type(staged), type(target))).isEqualTo(rounds);
        assertThat(Assignment.changesForm(type(staged), type(target))).isEqualTo(changes);
    }

    static PoolType type(String sql) {
        int open = sql.indexOf('(');
        Kind kind = Kind.valueOf((open < 0 ? sql : sql.substring(0, open)).toUpperCase(Locale.ROOT));
        if (open < 0) {
            return PoolType.of(kind);
        }
        String[] sizes = sql.substring(open + 1, sql.length() - 1).split(",", -1);
        int size = sizes[0].equals("max") ? PoolType.MAX : Integer.parseInt(sizes[0]);
        return new PoolType(kind, size, sizes.length > 1 ? Integer.parseInt(sizes[1]) : 0);
    }
}
