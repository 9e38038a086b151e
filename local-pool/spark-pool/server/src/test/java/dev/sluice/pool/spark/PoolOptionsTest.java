package dev.sluice.pool.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolOptionsTest {

    @Test
    void whatIsNotGivenHasADefault() {
        PoolOptions options = Samples.options();

        assertThat(options.livyHome()).isEqualTo(Path.of("/p/livy home"));
        assertThat(options.confDir()).isEqualTo(Path.of("/p/é state/livy-conf"));
        assertThat(options.port()).isZero();
        assertThat(options.user()).isEqualTo("sluice");
        assertThat(options.passwordFile()).isEqualTo(Path.of("/p/é state/password"));
        assertThat(options.driverMemory()).isEqualTo("1g");
        assertThat(options.connectorJar()).isEmpty();
        assertThat(options.localDirs()).isEmpty();
    }

    @Test
    void everyOptionIsRead() {
        PoolOptions options = Samples.options(
                "--conf-dir=/c",
                "--connector-jar",
                "/j.jar",
                "--extra-jars=/x",
                "--truststore=/t.p12",
                "--port=8998",
                "--driver-memory=1500m",
                "--local-dir=/a",
                "--local-dir=/b/../c",
                "--spark-conf",
                "spark.a=b=c",
                "--spark-conf=spark.d=");

        assertThat(options.confDir()).isEqualTo(Path.of("/c"));
        assertThat(options.connectorJar()).contains(Path.of("/j.jar"));
        assertThat(options.extraJars()).contains(Path.of("/x"));
        assertThat(options.truststore()).contains(Path.of("/t.p12"));
        assertThat(options.port()).isEqualTo(8998);
        assertThat(options.driverMemory()).isEqualTo("1500m");
        assertThat(options.localDirs()).containsExactly(Path.of("/a"), Path.of("/c"));
        assertThat(options.sparkConf()).containsEntry("spark.a", "b=c").containsEntry("spark.d", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port=70000 | --port '70000' is no port: use a number from 0 to 65535
            --port=x | --port 'x' is no port: use a number from 0 to 65535
            --driver-memory=much | --driver-memory 'much' is no size: write it as 1g or 1500m
            --spark-conf=secret | --spark-conf 'secret' is no setting: write spark.NAME=VALUE
            --spark-conf=other.key=hidden | --spark-conf 'other.key' is no setting: write spark.NAME=VALUE
            --port | Option --port has no value: write --port VALUE
            --tmp=/again | Option --tmp is given 2 times: give it once
            """)
    void whatIsWrongIsNamed(String argument, String message) {
        List<String> arguments = Samples.arguments(argument);

        assertThatThrownBy(() -> PoolOptions.parse(arguments))
                .isInstanceOf(PoolOptionException.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownOptionIsNamedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Samples.options("--verbose"))
                .hasMessageStartingWith("Unknown option '--verbose': use --livy-home, --spark-home,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b"})
    void aUserWhomNoLoginCanNameIsRefused(String user) {
        List<String> arguments = new ArrayList<>(Samples.arguments());
        arguments.set(arguments.indexOf("--user") + 1, user);

        assertThatThrownBy(() -> PoolOptions.parse(arguments))
                .hasMessage("--user '" + user + "' is no name for HTTP Basic: it is empty or has a colon");
    }

    @Test
    void aMissingOptionIsNamed() {
        List<String> arguments = new ArrayList<>(Samples.arguments());
        arguments.subList(0, 2).clear();

        assertThatThrownBy(() -> PoolOptions.parse(arguments))
                .hasMessage("Option --livy-home is missing: it is required");
    }
}
