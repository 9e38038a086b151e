package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScalaErrorTest {

    @Test
    void theFirstLineIsTheValueAndTheRestTheTraceback() {
        Outcome.Failure failure = ScalaError.of("<console>:24: error: not found: value x\n       x\n       ^\n");

        assertThat(failure.name()).isEqualTo("Error");
        assertThat(failure.value()).isEqualTo("<console>:24: error: not found: value x");
        assertThat(failure.traceback()).containsExactly("       x\n", "       ^\n");
    }

    @Test
    void hintsBeforeTheErrorAreLeftOut() {
        assertThat(ScalaError.of("warning: there was one deprecation warning\n\njava.lang.Error: no\n  at x\n")
                        .value())
                .isEqualTo("java.lang.Error: no");
    }

    @Test
    void nothingSaidIsAnUnknownError() {
        assertThat(ScalaError.of("").value()).isEqualTo("unknown error");
    }
}
