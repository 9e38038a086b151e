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
                "~~|{\"conf\": \"x\"}|Invalid conf: it is no JSON object. Write for example ",
            })
    void refusesWhatIsNoSettings(String line, String body, String message) {
        assertThatThrownBy(() -> Configuration.parse(line, body)).hasMessage(message + EXAMPLE);
    }

    @Test
    void saysWhereTheJsonIsWrong() {
        assertThatThrownBy(() -> Configuration.parse("-f", "{\"a\": 1,\n  b: 2}"))
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
