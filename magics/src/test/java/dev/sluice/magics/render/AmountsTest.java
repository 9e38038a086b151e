package dev.sluice.magics.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "999949,999.9 kB",
        "999950,1.0 MB",
        "12345678,12.3 MB",
        "9223372036854775807,9223.4 PB"
    })
    void writesBytes(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0.0 s", "4.24,4.2 s", "119.9,119.9 s", "120,2 min 00 s", "3725.4,62 min 05 s"})
    void writesSeconds(double seconds, String text) {
        assertThat(Amounts.seconds(seconds)).isEqualTo(text);
    }

    @Test
    void writesCounts() {
        assertThat(Amounts.count(336776, "row")).isEqualTo("336,776 rows");
        assertThat(Amounts.count(1, "row")).isEqualTo("1 row");
        assertThat(Amounts.elapsed(Duration.ofMillis(8999))).isEqualTo("8 s");
        assertThat(Amounts.elapsed(Duration.ofSeconds(125))).isEqualTo("2 min 05 s");
    }
}
