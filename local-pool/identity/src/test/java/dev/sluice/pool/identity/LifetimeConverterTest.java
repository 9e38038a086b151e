package dev.sluice.pool.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class LifetimeConverterTest {

    private final LifetimeConverter converter = new LifetimeConverter();

    @ParameterizedTest
    @CsvSource({"1, PT1S", "3600, PT1H", "86400, P1D"})
    void readsSeconds(String text, Duration lifetime) {
        assertThat(converter.convert(text)).isEqualTo(lifetime);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "86401", "1h", "", "99999999999999999999"})
    void refusesWhatIsNoLifetime(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is no lifetime; use seconds from 1 to 86400");
    }
}
