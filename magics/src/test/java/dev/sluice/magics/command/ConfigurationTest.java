package dev.sluice.magics.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {

    private static final String EXAMPLE =
            "{\"driverMemory\": \"2g\", \"conf\": {\"spark.sql.shuffle.partitions\": 8}}.";

    @Test
    void readsSettings() {
        assertThat(Configuration.parse("", "{\"jars\": [\"a.jar\"],\n \"conf\": {\"x\": 1}}"))
                .isEqualTo(new Configuration(false, Map.of("jars", List.of("a.jar"), "conf", Map.of("x", 1))));
        assertThat(Configuration.parse("-f {\"numExecutors\": 2}", ""))
                .isEqualTo(new Configuration(true, Map.of("numExecutors", 2)));
        assertThat(Configuration.parse("-f", "{}")).isEqualTo(new Configuration(true, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "~~|~~|Missing settings. Write a JSON object below %%configure, as in ",
                "~~|[1]|The settings are no JSON object. Write for example ",
            })
    void refusesWhatIsNoSettings(String line, String body, String message) {
        assertThatThrownBy(() -> Configuration.parse(line, body)).hasMessage(message + EXAMPLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"driverMemroy\": \"2g\"}|Unknown setting 'driverMemroy'. Did you mean driverMemory? There are"
                        + " proxyUser, jars, pyFiles, files, archives, driverMemory, driverCores, executorMemory,"
                        + " executorCores, numExecutors, queue, conf, ttl, idleTimeout, tags, artifactId, file, className,"
                        + " args, permanent.",
                "{\"spark.executor.cores\": 2}|Unknown setting 'spark.executor.cores'. Properties of Spark stand within"
                        + " conf, as in {\"conf\": {\"spark.executor.cores\": ...}}.",
                "{\"conf\": \"x\"}|Invalid conf \"x\": expected an object whose values are texts, numbers, true or false."
                        + " Write for example {\"conf\": {\"spark.sql.shuffle.partitions\": 8}}.",
                "{\"conf\": {\"a\": {\"b\": 1}}}|Invalid conf entry \"a\" = {\"b\":1}: expected an object whose values are"
                        + " texts, numbers, true or false. Write for example {\"conf\":"
                        + " {\"spark.sql.shuffle.partitions\": 8}}.",
                "{\"driverMemory\": \"lots\"}|Invalid driverMemory \"lots\": expected a size with its unit. Write for"
                        + " example {\"driverMemory\": \"2g\"}.",
                "{\"driverMemory\": 2}|Invalid driverMemory 2: expected a size with its unit. Write for example"
                        + " {\"driverMemory\": \"2g\"}.",
                "{\"numExecutors\": \"2\"}|Invalid numExecutors \"2\": expected a whole number, 1 or more. Write for"
                        + " example {\"numExecutors\": 2}.",
                "{\"driverCores\": 0}|Invalid driverCores 0: expected a whole number, 1 or more. Write for example"
                        + " {\"driverCores\": 2}.",
                "{\"jars\": \"a.jar\"}|Invalid jars \"a.jar\": expected a list of texts. Write for example {\"jars\":"
                        + " [\"text\"]}.",
                "{\"jars\": [1]}|Invalid jars [1]: expected a list of texts. Write for example {\"jars\": [\"text\"]}.",
                "{\"queue\": 5}|Invalid queue 5: expected a text. Write for example {\"queue\": \"text\"}.",
                "{\"permanent\": \"yes\"}|Invalid permanent \"yes\": expected true or false. Write for example"
                        + " {\"permanent\": true}.",
            })
    void refusesAtOnceWhatNoServerTakes(String body, String message) {
        assertThatThrownBy(() -> Configuration.parse("", body)).hasMessage(message);
    }

    @Test
    void takesEveryFieldOfTheServers() {
        assertThat(Configuration.parse(
                                "",
                                "{\"proxyUser\": \"u\", \"jars\": [], \"driverMemory\": \"512MB\", \"executorMemory\": \"2g\","
                                        + " \"driverCores\": 1, \"permanent\": true, \"conf\": {\"a\": true, \"b\": 1.5,"
                                        + " \"c\": \"x\", \"d\": null}, \"queue\": null}")
                        .properties())
                .hasSize(8);
    }

    @Test
    void saysWhereTheJsonIsWrong() {
        assertThatThrownBy(() -> Configuration.parse("", "{\"conf\": {\"a\": 1, \"a\": 2}}"))
                .hasMessageContaining("Duplicate field 'a'");
        assertThatThrownBy(() -> Configuration.parse("-f", "{\"ttl\": 1,\n  b: 2}"))
                .hasMessageStartingWith("Invalid JSON at line 3, near column 4: Unexpected character ('b' (code 98))")
                .hasMessageEndingWith("Write for example " + EXAMPLE);
        assertThatThrownBy(() -> Configuration.parse("", "{\"a\": 1} x"))
                .hasMessageStartingWith("Invalid JSON at line 2, near column 11: Unrecognized token 'x'");
        assertThatThrownBy(() -> Configuration.parse("", "{\"a\": 1"))
                .hasMessageStartingWith("Invalid JSON at line 2, near column 8: Unexpected end-of-input");
    }

    @Test
    void keepsTheNotebooksOwnSettings() {
        assertThatThrownBy(() -> Configuration.parse("", "{\"name\": \"x\"}"))
                .hasMessage("Setting 'name' is the notebook's own. Leave it out.");
    }

    @Test
    void refusesUnknownOptions() {
        assertThatThrownBy(() -> Configuration.parse("--force {}", ""))
                .hasMessage("Unknown option --force of %%configure. Only -f is known: it restarts a session that has"
                        + " started.");
    }
}
