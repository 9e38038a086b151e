package dev.sluice.pool.sql.query.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConversionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-01-05|0|2024-01-05T00:00",
                "20240105|0|2024-01-05T00:00",
                "240105|0|2024-01-05T00:00",
                "2024/1/5|0|2024-01-05T00:00",
                "01/05/2024|0|2024-01-05T00:00",
                "1-5-24|0|2024-01-05T00:00",
                "1-5-50|0|1950-01-05T00:00",
                "05/01/2024|103|2024-01-05T00:00",
                "05.01.2024|104|2024-01-05T00:00",
                "Jan 5, 2024|0|2024-01-05T00:00",
                "5 January 2024|0|2024-01-05T00:00",
                "2024-01-05 10:11|0|2024-01-05T10:11",
                "2024-01-05T10:11:12|0|2024-01-05T10:11:12",
                "2024-01-05T10:11:12.1234567|0|2024-01-05T10:11:12.123456700",
                "2024-01-05 10:11:12:123|0|2024-01-05T10:11:12.123",
                "2024-01-05T10:11:12Z|0|2024-01-05T10:11:12",
                "2024-01-05 10:11:12 +02:00|0|2024-01-05T08:11:12",
                "20240105 1:02 PM|0|2024-01-05T13:02",
                "Jan  5 2024  1:04AM|0|2024-01-05T01:04",
                "12:30|0|1900-01-01T12:30",
                "12 AM|0|1900-01-01T00:00",
                "''|0|1900-01-01T00:00",
            })
    void aTextIsReadAsATime(String text, int style, LocalDateTime value) {
        assertThat(TextToTime.timestamp(text, "datetime2", style)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|datetime2|241: Conversion failed when converting date and/or time from character string.",
                "2024-02-30|date|241: Conversion failed when converting date and/or time from character string.",
                "25:00|time|241: Conversion failed when converting date and/or time from character string.",
                "13 PM|time|241: Conversion failed when converting date and/or time from character string.",
                "2024-01-05 x|date|241: Conversion failed when converting date and/or time from character string.",
                "x|smalldatetime|295: Conversion failed when converting character string to smalldatetime data type.",
                "2100-01-01|smalldatetime|242: The conversion of a varchar data type to a smalldatetime data type"
                        + " resulted in an out-of-range value.",
            })
    void aTextThatIsNoTimeIsRefused(String text, String target, String message) {
        assertThatThrownBy(() -> TextToTime.timestamp(text, target, 0))
                .isInstanceOf(SqlFailure.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "datetime|3|-1|Jan  5 2024  1:04PM",
                "datetime2|7|-1|2024-01-05 13:04:05.1230000",
                "datetime2|0|-1|2024-01-05 13:04:05",
                "date|0|-1|2024-01-05",
                "time|3|-1|13:04:05.123",
                "time|3|0|1:04PM",
                "datetime|3|1|01/05/24",
                "datetime|3|2|24.01.05",
                "datetime|3|3|05/01/24",
                "datetime|3|6|05 Jan 24",
                "datetime|3|7|Jan 05, 24",
                "datetime|3|8|13:04:05",
                "datetime|3|9|Jan  5 2024  1:04:05:123PM",
                "datetime|3|13|05 Jan 2024 13:04:05:123",
                "datetime|3|14|13:04:05:123",
                "datetime|3|20|2024-01-05 13:04:05",
                "datetime|3|21|2024-01-05 13:04:05.123",
                "datetime|3|22|01/05/24  1:04:05 PM",
                "datetime|3|23|2024-01-05",
                "datetime|3|101|01/05/2024",
                "datetime|3|106|05 Jan 2024",
                "datetime|3|107|Jan 05, 2024",
                "datetime|3|111|2024/01/05",
                "datetime|3|112|20240105",
                "datetime|3|120|2024-01-05 13:04:05",
                "datetime|3|126|2024-01-05T13:04:05.123",
                "datetime2|7|127|2024-01-05T13:04:05.1230000",
                "date|0|126|2024-01-05",
            })
    void aTimeIsWrittenByItsStyle(String type, int scale, int style, String text) {
        LocalDateTime value = LocalDateTime.of(2024, 1, 5, 13, 4, 5, 123_000_000);
        assertThat(TimeToText.text(value, type, scale, style)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "2,3", "5,7", "9,10", "998,997", "999,1000"})
    void aLegacyTimeHasThreeTicksInTenMilliseconds(long millis, long ticks) {
        LocalDateTime day = LocalDateTime.of(2024, 1, 5, 0, 0);
        assertThat(TimeToText.legacyTicks(day.plusNanos(millis * 1_000_000)))
                .isEqualTo(day.plusNanos(ticks * 1_000_000));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0",
        "1.5,0,1.5",
        "-2.5,0,-2.5",
        "100000,0,100000",
        "1000000,0,1e+006",
        "1234567,0,1.23457e+006",
        "0.0001,0,0.0001",
        "1e-7,0,1e-007",
        "1e300,0,1e+300",
        "1.5,1,1.5000000e+000",
        "1.5,2,1.500000000000000e+000",
        "1.5,3,1.5000000000000000e+000"
    })
    void aFloatIsWrittenByItsStyle(double value, int style, String text) {
        assertThat(NumberToText.floating(value, style)).isEqualTo(text);
    }

    @Test
    void strPadsAndOverflows() {
        assertThat(NumberToText.padded(123.456, 8, 2)).isEqualTo("  123.46");
        assertThat(NumberToText.padded(123456, 3, 0)).isEqualTo("***");
        assertThat(NumberToText.padded(-1.5, 5, 1)).isEqualTo(" -1.5");
        assertThatThrownBy(() -> NumberToText.padded(1, 9000, 0)).hasMessageStartingWith("8115: ");
    }

    @ParameterizedTest
    @CsvSource({"1234.5678,0,1234.57", "'1234.5678',1,'1,234.57'", "1234.5678,2,1234.5678"})
    void moneyIsWrittenByItsStyle(String value, int style, String text) {
        assertThat(NumberToText.money(value, style)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5|varchar|int|245: Conversion failed when converting the varchar value '1.5' to data type int.",
                "x|nvarchar|bigint|8114: Error converting data type nvarchar to bigint.",
                "256|varchar|tinyint|244: The conversion of the varchar value '256' overflowed an INT1 column. Use a larger"
                        + " integer column.",
                "-40000|varchar|smallint|244: The conversion of the varchar value '-40000' overflowed an INT2 column. Use a"
                        + " larger integer column.",
                "9999999999999999999|varchar|bigint|8115: Arithmetic overflow error converting expression to data type"
                        + " bigint.",
            })
    void aTextThatIsNoIntegerIsRefused(String text, String source, String target, String message) {
        assertThatThrownBy(() -> TextToNumber.integer(text, source, target)).hasMessage(message);
    }

    @Test
    void numbersAreReadFromText() {
        assertThat(TextToNumber.integer(" -12 ", "varchar", "int")).isEqualTo(-12);
        assertThat(TextToNumber.integer("", "varchar", "int")).isZero();
        assertThat(TextToNumber.decimal(" 1.255 ", 5, 2, "varchar")).isEqualTo("1.26");
        assertThatThrownBy(() -> TextToNumber.decimal("1234", 5, 2, "varchar")).hasMessageStartingWith("8115: ");
        assertThat(TextToNumber.money("$1,234.5", "varchar")).isEqualTo("1234.5000");
        assertThat(TextToNumber.money("", "varchar")).isEqualTo("0");
        assertThatThrownBy(() -> TextToNumber.money("x", "varchar")).hasMessageStartingWith("235: ");
        assertThat(TextToNumber.floating("1.5e3", "varchar")).isEqualTo(1500);
        assertThat(TextToNumber.floating("", "varchar")).isZero();
        assertThatThrownBy(() -> TextToNumber.floating("1e999", "varchar")).hasMessageStartingWith("8115: ");
        assertThat(TextToNumber.bit("TRUE", "varchar")).isTrue();
        assertThat(TextToNumber.bit("false", "varchar")).isFalse();
        assertThat(TextToNumber.bit("2", "varchar")).isTrue();
        assertThatThrownBy(() -> TextToNumber.bit("x", "varchar")).hasMessageStartingWith("245: ");
        assertThat(TextToNumber.numeric("$1,000")).isTrue();
        assertThat(TextToNumber.numeric("-")).isTrue();
    }
}
