package dev.sluice.pool.sql.query.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextsTest {

    private static final Work WORK = new Work(() -> false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc|a%||true",
                "abc|A_C||true",
                "abc|b%||false",
                "a%c|a!%c|!|true",
                "abc|a!%c|!|false",
                "abc|[a-c]bc||true",
                "abc|[^a]bc||false",
                "a-c|a[-]c||true",
                "a]c|a]c||true",
                "a[c|a[[]c||true",
                "a.c|a.c||true",
                "x|[]||false",
                "abc|[||false",
                "a-c|a[b-]c||true",
                "B|[^a-c]||false",
                "D|[^A-C]||true",
                "b|[c-a]||false",
                "x|[^]||true",
                "-|[a-c-]||true",
                "aXbXc|a%b%c||true",
                "ab|a%b%b||false",
                "aa|a%a||true",
                "a|a%a||false",
                "abcabd|%ab_||true",
                "abcabd|%ab_%d||true",
                "ÄÖ|äö||true",
                "a!|a!||true",
                "a!|a!|!|false",
                "a|a!|!|false",
                "a|a%|%|false",
                "%|%|%|false",
                "abc%5|%%5|%|false",
                "%5|%%5|%|true",
                "%5abc|%%5|%|false",
                "a%|a%%|%|true",
                "ab|a%%|%|false",
                "abc|%bc|%|false",
                "bc|%bc|%|true",
                "bc|b%c|%|true",
                "bxc|b%c|%|false",
                "x%5|!%5|!|false",
                "xx%5|%!%5|!|true",
                "%5xx|!%5%|!|true",
                "%5xx|!%5!%|!|false",
                "a_c|a__c|_|true",
                "abc|a__c|_|false",
                "a%c|a_%c|_|true",
                "abc|a_%c|_|false",
                "abc|_abc|_|true",
                "a[b|a[[b|[|true",
                "a%b|a[%b|[|true",
                "axb|a[%b|[|false",
                "ab]|a[b]|[|true",
                "a[b]|a![b]|!|true",
                "ab|a![b]|!|false",
                "abc|a!bc|!|true",
                "a!bc|a!bc|!|false",
                "a!c|a!!c|!|true",
                "a!!c|a!!c|!|false",
                "a]|a[]]||false"
            })
    void aTextIsLikeAPattern(String text, String pattern, String escape, boolean like) {
        assertThat(Patterns.like(text, pattern, escape == null ? "" : escape, WORK))
                .isEqualTo(like);
    }

    @ParameterizedTest
    @CsvSource({
        "%b%,abc,2",
        "a%,abc,1",
        "%c,abc,3",
        "b%,abc,0",
        "%,abc,1",
        "abc,abc,1",
        "%[0-9]%,ab9,3",
        "%a%b%,xabab,2",
        "%a%b,xaba,0",
        "a%c,abc,1",
        "%%b%,ab,2",
        "%ab,xaab,3",
        "abcd,abc,0",
        "_c%,abc,0",
        "%_c%,abc,2"
    })
    void aPatternHasAPlace(String pattern, String text, int index) {
        assertThat(Patterns.index(pattern, text, WORK)).isEqualTo(index);
    }

    @Test
    void twoUnitsOfACharacterAreTwoPlaces() {
        assertThat(Patterns.like("\uD83D\uDE00", "__", "", WORK)).isTrue();
        assertThat(Patterns.like("\uD83D\uDE00", "\uD83D\uDE00", "", WORK)).isTrue();
    }

    /** Both are read when the other one is known already. */
    @Test
    void aSignBeforeAPatternIsNoEscapeSign() {
        assertThat(Patterns.like("x", ":x", "", WORK)).isFalse();
        assertThat(Patterns.like("x", "x", ":", WORK)).isTrue();
        assertThat(Patterns.like("0y", "0y", "", WORK)).isTrue();
        assertThat(Patterns.like("y", "y", "0", WORK)).isTrue();
        assertThat(Patterns.like("z", "z", "1", WORK)).isTrue();
        assertThat(Patterns.like("z", "1z", "", WORK)).isFalse();
    }

    @Test
    void anEmptyPatternIsNowhere() {
        assertThat(Patterns.like("", "", "", WORK)).isTrue();
        assertThat(Patterns.like("a", "", "", WORK)).isFalse();
        assertThat(Patterns.like("", "%", "", WORK)).isTrue();
        assertThat(Patterns.index("", "a", WORK)).isZero();
    }

    /** With a regular expression, the time is a power of the length; there is one for each {@code %}. */
    @Test
    @Timeout(60)
    void patternsOfManyPartsTakeLittleWork() {
        AtomicLong looks = new AtomicLong();
        Work work = new Work(() -> {
            looks.incrementAndGet();
            return false;
        });
        String text = "a".repeat(100_000);
        assertThat(Patterns.like(text, "%a".repeat(50) + "%b", "", work)).isFalse();
        assertThat(Patterns.like(text, "%a".repeat(50) + "%b%", "", work)).isFalse();
        assertThat(Patterns.index("%a".repeat(50) + "%b%", text, work)).isZero();
        assertThat(looks.get()).isLessThan(100);
    }

    @Test
    void workEndsWhenItsStatementIsCancelled() {
        String text = "a".repeat(100_000);
        String search = "a".repeat(1000) + "b";
        assertThatThrownBy(() -> Patterns.like(text, "%" + search + "%", "", new Work(() -> true)))
                .hasMessage("3617: The statement was cancelled.");
        assertThatThrownBy(() -> Patterns.find(search, text, 1, new Work(() -> true)))
                .hasMessageStartingWith("3617: ");
        assertThatThrownBy(() -> Patterns.replace(text, search, "", new Work(() -> true)))
                .hasMessageStartingWith("3617: ");
    }

    @Test
    void textsThatBecomeTooLongAreRefused() {
        assertThat(Texts.repeated("ab", 2)).isEqualTo("abab");
        assertThat(Texts.repeatedWithin("ab", 2, 8)).isEqualTo("abab");
        assertThat(Texts.repeatedWithin("abc", Long.MAX_VALUE, 8)).isEqualTo("abcabcab");
        assertThat(Texts.repeatedWithin("", Long.MAX_VALUE, 8)).isEmpty();
        assertThat(Texts.repeated("", Long.MAX_VALUE)).isEmpty();
        assertThatThrownBy(() -> Texts.repeated("ab", 9_000_000)).hasMessageStartingWith("701: ");
        assertThatThrownBy(() -> Texts.repeated("ab", Long.MAX_VALUE)).hasMessageStartingWith("701: ");
        assertThatThrownBy(() -> Patterns.replace("a".repeat(10_000), "a", "b".repeat(10_000), WORK))
                .hasMessageStartingWith("701: ");
    }

    @Test
    void placesAndPartsCountFromOne() {
        assertThat(Patterns.find("B", "abcb", 1, WORK)).isEqualTo(2);
        assertThat(Patterns.find("b", "abcb", 3, WORK)).isEqualTo(4);
        assertThat(Patterns.find("", "abc", 1, WORK)).isZero();
        assertThat(Patterns.find("x", "abc", 99, WORK)).isZero();
        assertThat(Patterns.replace("aXa", "", "b", WORK)).isEqualTo("aXa");
        assertThat(Patterns.replace("a$Xa", "x", "$1", WORK)).isEqualTo("a$$1a");
        assertThat(Texts.part("abc", -1, 3)).isEqualTo("a");
        assertThat(Texts.part("abc", 9, 3)).isEmpty();
        assertThat(Texts.left("abc", 9)).isEqualTo("abc");
        assertThat(Texts.right("abc", 2)).isEqualTo("bc");
        assertThatThrownBy(() -> Texts.right("abc", -1)).hasMessageStartingWith("536: ");
        assertThatThrownBy(() -> Texts.part("abc", 1, -1)).hasMessageStartingWith("537: ");
        assertThat(Texts.fit("ab  ", 3, "t")).isEqualTo("ab ");
    }

    @Test
    void bytesComeAndGoAsDigits() {
        assertThat(Binaries.ofText("é", 0)).isEqualTo("E9");
        assertThat(Binaries.ofText("é", 1)).isEqualTo("E900");
        assertThat(Binaries.toText("E9", 0)).isEqualTo("é");
        assertThat(Binaries.toText("E900", 1)).isEqualTo("é");
        assertThat(Binaries.ofDigits("0x1f", 1)).isEqualTo("1F");
        assertThat(Binaries.ofDigits("1f", 2)).isEqualTo("1F");
        assertThatThrownBy(() -> Binaries.ofDigits("1f", 1)).hasMessageStartingWith("8114: ");
        assertThatThrownBy(() -> Binaries.ofDigits("1", 2)).hasMessageStartingWith("8114: ");
        assertThat(Binaries.ofInteger(-1, 4)).isEqualTo("FFFFFFFF");
        assertThat(Binaries.ofInteger(1, 10)).isEqualTo("00000000000000000001");
        assertThat(Binaries.toInteger("FF", 4)).isEqualTo(255);
        assertThat(Binaries.toInteger("FFFF", 2)).isEqualTo(-1);
        assertThat(Binaries.toInteger("FF", 1)).isEqualTo(255);
        assertThat(Binaries.toInteger("01FFFFFFFF", 4)).isEqualTo(-1);
        assertThat(Binaries.toInteger("", 4)).isZero();
        assertThat(Binaries.toUuid(Binaries.ofUuid("6F9619FF-8B86-D011-B42D-00C04FC964FF")))
                .isEqualTo("6F9619FF-8B86-D011-B42D-00C04FC964FF");
        assertThat(Binaries.hashText("sha2_512", "", 0)).startsWith("CF83E1357EEFB8BD");
        assertThat(Binaries.hashText("SHA1", "abc", 0)).isEqualTo("A9993E364706816ABA3E25717850C26C9CD0D89D");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.5|N|1,234.50",
                "1234.5|F1|1234.5",
                "0.256|P1|25.6%",
                "-1234.5|C|-$1,234.50",
                "7|D3|007",
                "255|X|FF",
                "1234.5|#,##0.00|1,234.50",
                "5|000|005"
            })
    void aNumberIsFormatted(String value, String format, String text) {
        assertThat(Formats.number(value, format)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d|1/5/2024",
                "yyyy-MM-dd HH:mm:ss.fff|2024-01-05 13:04:05.123",
                "h:mm tt|1:04 PM",
                "dddd|Friday",
                "ddd, MMM d yy|Fri, Jan 5 24",
                "'at' HH\\h|at 13h",
                "s|2024-01-05T13:04:05"
            })
    void aTimeIsFormatted(String format, String text) {
        assertThat(Formats.time(LocalDateTime.of(2024, 1, 5, 13, 4, 5, 123_000_000), format))
                .isEqualTo(text);
    }

    @Test
    void decimalsAreExact() {
        assertThat(Decimals.divide("2.0", "3", 6)).isEqualTo("0.666666");
        assertThat(Decimals.multiply("1.25", "1.5", 2)).isEqualTo("1.88");
        assertThat(Decimals.round("1250.5", -2, 0)).isEqualTo("1300");
        assertThat(Decimals.round("2.567", 1, 1)).isEqualTo("2.5");
        assertThatThrownBy(() -> Decimals.divide("1", "0.0", 6)).hasMessage("8134: Divide by zero error encountered.");
        assertThatThrownBy(() -> Decimals.multiply("9".repeat(38), "9", 0)).hasMessageStartingWith("8115: ");
    }

    @Test
    void patternsThatAreLongAreNotKept() {
        int before = Patterns.cached();
        for (int i = 0; i < 10; i++) {
            assertThat(Patterns.like("x", i + "y".repeat(1000), "", WORK)).isFalse();
        }
        assertThat(Patterns.cached()).isEqualTo(before);
    }
}
