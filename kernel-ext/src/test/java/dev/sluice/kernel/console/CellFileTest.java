package dev.sluice.kernel.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CellFileTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("\n \n", List.of()),
                Arguments.of("a", List.of("a")),
                Arguments.of("a\r\nb\r\n# %%\r\nc", List.of("a\r\nb", "c")),
                Arguments.of("\uFEFFa", List.of("a")),
                Arguments.of("\uFEFF# %%\na", List.of("a")),
                Arguments.of("DROP TABLE [a\rb]\n\r\n", List.of("DROP TABLE [a\rb]")),
                Arguments.of("# %%\na\n# %% titled\nb\n", List.of("a", "b")),
                Arguments.of("# %%\n\n  indented\n\n", List.of("  indented")),
                Arguments.of("# %%\n# %%\na", List.of("", "a")),
                Arguments.of("# %%\n" + " \t\r\n\n".repeat(100_000) + "a", List.of("a")),
                Arguments.of("# %% [markdown]\n# text\n# %%\na", List.of("a")),
                Arguments.of(
                        "# %%\n%%sqlpool query\nSELECT 1 -- # %%\n # %%",
                        List.of("%%sqlpool query\nSELECT 1 -- # %%\n # %%")));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void separatesCells(String text, List<String> cells) {
        assertThat(CellFile.parse(text).cells()).isEqualTo(cells);
    }
}
