package dev.sluice.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EditTest {

    static Stream<Arguments> edits() {
        return Stream.of(
                Arguments.of("abc", new Edit.Insert(1, "-+"), "a-+bc"),
                Arguments.of("abc", new Edit.Insert(3, "-"), "abc-"),
                Arguments.of("abc", new Edit.Insert(5, "-"), "a-bc"),
                Arguments.of("", new Edit.Insert(7, "-"), "-"),
                Arguments.of("abc", new Edit.Replace(1, "-"), "a-c"),
                Arguments.of("abc", new Edit.Replace(2, "-+"), "ab-+"),
                Arguments.of("{\"a\": \"b \\\" c\"}", new Edit.Exchange(1, "1"), "{\"a\": 1}"),
                Arguments.of("a = 12, b", new Edit.Exchange(4, "-"), "a = -, b"),
                Arguments.of("=", new Edit.Exchange(4, "-"), "-"),
                Arguments.of("abc", new Edit.Delete(1, 1), "ac"),
                Arguments.of("abc", new Edit.Delete(1, 9), "a"),
                Arguments.of("abc", new Edit.Cut(2), "ab"),
                Arguments.of("abc", new Edit.Splice(1, "xyz", 2), "az"),
                Arguments.of("abc", new Edit.Repeat(1, 1, 3), "abbbc"),
                Arguments.of("abc", new Edit.Repeat(3, 1, 3), "abc"));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void changesATextAtItsPlace(String text, Edit edit, String changed) {
        assertThat(edit.applyTo(text)).isEqualTo(changed);
    }

    @Test
    void repeatsUpToALength() {
        String piece = "x".repeat(1000);

        assertThat(new Edit.Repeat(0, 1000, Integer.MAX_VALUE).applyTo(piece)).hasSize(64_000);
    }
}
