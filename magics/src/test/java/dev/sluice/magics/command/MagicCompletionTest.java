package dev.sluice.magics.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MagicCompletionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%%sql|0|%%sqlpool %%sql",
                "%%c|0|%%configure %%cleanup",
                "%i|0|%info",
                "%sqlp|0|%sqlpool",
                "%%sqlpool |10|read write query run history status resume gc help",
                "%%sqlpool r|10|read run resume",
                "%sqlpool gc --|12|--server --database --auth --user --secret --staging --older-than --dry-run",
                "%sqlpool gc --dry-run --o|22|--older-than",
                "%sqlpool gc --older-than |25|0s 1h 1d 7d",
                "%%sqlpool help w|15|write",
                "%%sqlpool help write |21|~~",
                "%%sqlpool write df -> t --mo|24|--mode",
                "%%sqlpool write df -> t --mode |31|error append overwrite ignore",
                "%%sqlpool write df -> t --mode o|31|overwrite",
                "%%sqlpool write df -> t --mode=o|31|overwrite",
                "%%sqlpool write df -> t --mode x --m|33|--max-string-length",
                "%%sqlpool write d|16|~~",
                "%%sqlpool plan --m|15|~~",
                "%%sql SEL|6|~~",
                "%%sqlpool write df -> t --allow-loss --ver|37|--verify",
                "%%sqlpool run --|14|--server --database --auth --user --secret --label",
            })
    void offersWhatFits(String line, int start, String matches) {
        List<String> expected = matches.isEmpty() ? List.of() : List.of(matches.split(" "));
        assertThat(MagicCompletion.of(line)).isEqualTo(new MagicCompletion(expected, start));
    }

    @Test
    void explainsTheWordAtTheCursor() {
        String line = "%%sqlpool write df -> t --mode=append";
        assertThat(MagicInspection.of(line, 3)).contains(SqlPoolHelp.of(""));
        assertThat(MagicInspection.of(line, 12)).contains(SqlPoolHelp.of("write"));
        assertThat(MagicInspection.of(line, 99)).contains(SqlPoolHelp.option(SqlPoolOption.MODE));
        assertThat(MagicInspection.of(line, 17)).isEmpty();
        assertThat(MagicInspection.of("%info", 2)).contains(Magic.INFO.help());
    }

    @Test
    void namesMagicsThatAreNear() {
        assertThatThrownBy(() -> Magic.of("sqlpol", "%%sqlpol"))
                .hasMessage("Unknown magic %%sqlpol. Did you mean %%sqlpool? %help lists all magics.");
        assertThatThrownBy(() -> Magic.of("matplotlib", "%matplotlib"))
                .hasMessage("Unknown magic %matplotlib. %help lists all magics.");
    }
}
