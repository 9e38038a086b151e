package dev.sluice.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransferIdTest {

    @Test
    void beginsWithItsTime() {
        TransferId id =
                TransferId.create(Instant.parse("2020-02-29T12:34:56Z"), RandomGenerator.of("L64X128MixRandom"));

        assertThat(id.text()).matches("20200229_123456_[0-9a-f]{16}");
        assertThat(TransferId.parse(id.text())).isEqualTo(id).hasToString(id.text());
        assertThat(id.time()).isEqualTo("2020-02-29T12:34:56Z");
        assertThat(TransferId.create()).isNotEqualTo(TransferId.create());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t1",
                "20260131_235959_0123456789ABCDEF",
                "20260131_235959_0123456789abcde",
                "20260131_235959_0123456789abcdef0",
                "20260131_235959_0123456789abcdef\n",
                "20261331_235959_0123456789abcdef",
                "20260131_245959_0123456789abcdef",
                "20260131-235959-0123456789abcdef",
                "../20260131_235959_0123456789abcdef"
            })
    void refusesWhatCouldNameSomethingElse(String text) {
        assertThat(TransferId.isOne(text)).isFalse();
        assertThatThrownBy(() -> TransferId.parse(text))
                .hasMessage("Invalid transfer id '" + text + "': it is a day, a time and 16 hexadecimal digits, as in"
                        + " 20260131_235959_0123456789abcdef");
    }
}
