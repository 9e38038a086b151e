package dev.sluice.magics.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fuzzing.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearMatchTest {

    private static final List<String> KNOWN = List.of("sqlpool", "pyspark", "spark", "sql", "info");

    @ParameterizedTest
    @CsvSource({
        "sqlpol,sqlpool",
        "SQLPOOL,sqlpool",
        "INFO,info",
        "sqlopol,sqlpool",
        "sprak,spark",
        "pysp,pyspark",
        "slq,sql",
        "inf,info",
        "matplotlib,",
        "x,"
    })
    void offersWhatIsNear(String typed, String near) {
        assertThat(NearMatch.of(typed, KNOWN).orElse(null)).isEqualTo(near);
    }

    @Test
    void comparesNothingThatIsLongerThanAnyWord() throws Exception {
        Memory.bound(
                0,
                0,
                () -> assertThat(NearMatch.of("İ".repeat(1_000_000), KNOWN)).isEmpty());
    }

    @Test
    void asks() {
        assertThat(NearMatch.question("sqlpol", KNOWN)).isEqualTo("Did you mean sqlpool? ");
        assertThat(NearMatch.question("zzz", KNOWN)).isEmpty();
    }
}
