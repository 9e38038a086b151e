package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class PythonCommandTest {

    @Test
    void theDriversOwnSettingComesFirst() {
        SparkConf conf = new SparkConf(false).set("spark.pyspark.python", "/w/python");
        assertThat(PythonCommand.of(conf).executable()).isEqualTo("/w/python");

        conf.set("spark.pyspark.driver.python", "/d/python");
        assertThat(PythonCommand.of(conf).executable()).isEqualTo("/d/python");
    }

    @Test
    void pySparksArchivesAreAFallbackAndOtherFilesAreNot() {
        PythonCommand command = PythonCommand.of(new SparkConf(false)
                .set(
                        "spark.submit.pyFiles",
                        "/s/python/lib/pyspark.zip,/s/python/lib/py4j-0.10.9.7-src.zip, file:///a%20b/mine.py"));

        assertThat(command.fallbackPath())
                .containsExactly("/s/python/lib/pyspark.zip", "/s/python/lib/py4j-0.10.9.7-src.zip");
        assertThat(command.searchPath()).contains("/a b/mine.py");
    }
}
