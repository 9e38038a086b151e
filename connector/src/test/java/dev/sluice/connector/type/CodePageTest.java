package dev.sluice.connector.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodePageTest {

    /** Code page, its charset, a text, and the bytes that it takes; -1 if the code page lacks a character. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1252|windows-1252|ab€ÿ|4",
                "1252|windows-1252|~~|0",
                "1252|windows-1252|?|1",
                "1252|windows-1252|ğ|-2",
                "1252|windows-1252|😀|-2",
                "1254|windows-1254|ğş|2",
                "1250|windows-1250|ğ|-2",
                "1250|windows-1250|ł|1",
                "1251|windows-1251|ж|1",
                "932|windows-31j|日aア|5",
                "936|GBK|中a|3",
                "949|x-windows-949|한|2",
                "950|x-windows-950|中|2",
                "874|x-windows-874|ก|1",
                "437|IBM437|é|1",
                "850|IBM850|é|1",
                "65001|UTF-8|ğ😀a|7",
                "0|US-ASCII|a|1",
                "0|US-ASCII|é|-2",
                "12345|US-ASCII|é|-2",
            })
    void countsTheBytesOfATextAndTellsWhetherItHoldsThem(int number, String charset, String text, int bytes) {
        CodePage page = new CodePage(number);

        assertThat(page.charset()).isEqualTo(charset);
        assertThat(new CodePage.Length(page.charset()).call(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"1252", "65001", "0"})
    void countsNoBytesOfNull(int number) {
        assertThat(new CodePage.Length(new CodePage(number).charset()).call(null))
                .isNull();
        assertThat(new CodePage(number)).hasToString("code page " + number);
    }
}
