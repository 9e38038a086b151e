package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MagicTest {

    @Test
    void aLineWithAPercentSignIsAMagic() {
        assertThat(Magic.of(" %table  rows ")).contains(new Magic("table", "rows"));
        assertThat(Magic.of("%json")).contains(new Magic("json", ""));
    }

    @Test
    void everythingElseIsScala() {
        assertThat(Magic.of("a % b")).isEmpty();
        assertThat(Magic.of("")).isEmpty();
    }
}
