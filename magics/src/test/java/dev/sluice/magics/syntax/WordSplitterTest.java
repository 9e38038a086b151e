package dev.sluice.magics.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class WordSplitterTest {

    static Stream<Arguments> lines() {
        return Stream.of(
                line(""),
                line("  a\tb ", "a", "b"),
                line("a->b", "a", "->", "b"),
                line("a -> b", "a", "->", "b"),
                line("dbo.[Order -> Lines] x", "dbo.[Order -> Lines]", "x"),
                line("\"a b\".\"c\"\"d\" e", "\"a b\".\"c\"\"d\"", "e"),
                line("[a]] b].c", "[a]] b].c"),
                line("`my view` -> t", "`my view`", "->", "t"),
                line("hash( order id ) x", "hash( order id )", "x"),
                line("hash([a) b]) x", "hash([a) b])", "x"),
                line("--where=\"a = ')'\" (b IN (1, 2))", "--where=\"a = ')'\"", "(b IN (1, 2))"),
                line("f((a)(b)) x", "f((a)(b))", "x"),
                line("(".repeat(100_000) + ")".repeat(100_000), "(".repeat(100_000) + ")".repeat(100_000)),
                line("C:\\dir\\x", "C:\\dir\\x"));
    }

    private static Arguments line(String text, String... words) {
        return Arguments.of(text, List.of(words));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void splitsLines(String text, List<String> words) {
        assertThat(WordSplitter.split(text)).extracting(Word::raw).isEqualTo(words);
    }

    @Test
    void knowsWhereWordsStand() {
        assertThat(WordSplitter.split(" ab cd")).containsExactly(new Word("ab", 1), new Word("cd", 4));
        assertThat(new Word("cd", 4).end()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a|a",
                "'a b'|a b",
                "\"a b\"|a b",
                "'it''s'|it's",
                "\"a\".\"b\"|\"a\".\"b\"",
                "'a|'a",
                "'|'",
                "\"a'b\"|a'b"
            })
    void takesQuotesOff(String raw, String value) {
        assertThat(new Word(raw, 0).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"a 'b|'|2", "a \"b|\"|2", "[x|]|0", "`x|`|0", "h(x|)|1", "h((x)|)|1"})
    void refusesWhatIsNotClosed(String line, String closing, int position) {
        assertThatThrownBy(() -> WordSplitter.split(line))
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot read the line '" + line + "': missing closing " + closing + " for position "
                        + position + ". Close it, or quote the value, as in --where \"name = 'O''Hara'\".");
    }
}
