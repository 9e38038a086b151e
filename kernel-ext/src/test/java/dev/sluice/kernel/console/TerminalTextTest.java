package dev.sluice.kernel.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TerminalTextTest {

    @Test
    void replacesAllControlCharactersButLineFeedsAndTabs() {
        for (char control = 0; control <= 0x9f; control++) {
            String text = TerminalText.of("a" + control + "b");
            if (control == '\n' || control == '\t' || (control >= ' ' && control < 0x7f)) {
                assertThat(text).isEqualTo("a" + control + "b");
            } else {
                assertThat(text).hasSize(3).startsWith("a").endsWith("b");
                assertThat(Character.isISOControl(text.charAt(1)))
                        .as("U+%04x", (int) control)
                        .isFalse();
            }
        }
    }

    @Test
    void showsWhatWasThere() {
        assertThat(TerminalText.of("\u001b]52;c;ZXZpbA==\u0007x")).isEqualTo("␛]52;c;ZXZpbA==␇x");
        assertThat(TerminalText.of("\u009b2Jx\u007f")).isEqualTo("\uFFFD2Jx␡");
        assertThat(TerminalText.of("one\r\ntwo\rthree\r")).isEqualTo("one\ntwo␍three␍");
        assertThat(TerminalText.of("ğ\t😀 é\u00a0\n")).isEqualTo("ğ\t😀 é\u00a0\n");
    }

    @Test
    void escapesInJsonWhatJsonLeaves() {
        assertThat(TerminalText.ofJson("{\"a\":\"\u009b\u007fğ\"}")).isEqualTo("{\"a\":\"\\u009b\\u007fğ\"}");
    }
}
