package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class ReplImportsTest {

    private static final ClassLoader CLASSES = ReplImportsTest.class.getClassLoader();

    @Test
    void whatTheClassPathHasIsImported() {
        String imports = "scala.Option; scala.Predef._ ;no.such.Name;;no.such.Thing._;scala.math.Pi;java.util.UUID";

        assertThat(ReplImports.found(imports, CLASSES))
                .containsExactly("scala.Option", "scala.Predef._", "scala.math.Pi", "java.util.UUID");
    }

    @Test
    void theDefaultNamesTheConnectorAndItMayBeMissing() {
        assertThat(ReplImports.of(new SparkConf(false), CLASSES)).isEmpty();
        assertThat(ReplImports.of(new SparkConf(false).set(ReplImports.KEY, "scala.Option"), CLASSES))
                .containsExactly("scala.Option");
    }
}
