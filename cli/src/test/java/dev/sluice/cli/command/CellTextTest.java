package dev.sluice.cli.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellTextTest {

    private static final InputStream NOTHING = InputStream.nullInputStream();

    @TempDir
    private Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("cells"), content);
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> CellText.of(file.toString(), NOTHING))
                .isExactlyInstanceOf(CommandFailure.class)
                .hasMessage("Cannot read cells from " + file + ": " + reason);
    }

    @Test
    void readsFileAndStandardInput() throws IOException {
        assertThat(CellText.of(file("print('ü😀')\n".getBytes(UTF_8)).toString(), NOTHING))
                .isEqualTo("print('ü😀')\n");
        assertThat(CellText.of("-", new ByteArrayInputStream("ä".getBytes(UTF_8))))
                .isEqualTo("ä");
    }

    @Test
    void saysWhatIsNoFile() {
        assertRefused(folder.resolve("none"), "there is no such file or folder");
        String dash = "separated by lines that begin with # %%";
        for (String name : new String[] {folder.toString(), ""}) {
            assertThatThrownBy(() -> CellText.of(name, NOTHING))
                    .isExactlyInstanceOf(CommandFailure.class)
                    .hasMessage("Cannot read cells from '" + name + "': it is a folder. Name a file of cells, " + dash);
        }
        assertRefused(Path.of("x".repeat(300)), "File name too long");
    }

    @Test
    void saysThatPathGoesThroughFile() throws IOException {
        assertRefused(file(new byte[0]).resolve("x"), "Not a directory");
    }

    @Test
    void saysWhereFileIsNoText() throws IOException {
        assertRefused(file("é = 1".getBytes(ISO_8859_1)), "it is no text in UTF-8: byte 1 is 0xE9. Save it as UTF-8");
        assertRefused(
                file(new byte[] {'a', '=', (byte) 0xC3}), "it is no text in UTF-8: byte 3 is 0xC3. Save it as UTF-8");
        assertRefused(file("a".getBytes(UTF_16)), "it is no text in UTF-8: byte 1 is 0xFE. Save it as UTF-8");
        assertRefused(file("ELF\0".getBytes(UTF_8)), "it is no text: character 4 is a zero. Is it a file of cells?");
    }

    @Test
    void refusesFileWithoutAnEnd() throws IOException {
        assertRefused(file(new byte[(16 << 20) + 1]), "it is longer than 16 MiB. Is it a file of cells?");
    }

    @Test
    void refusesNotebook() throws IOException {
        assertRefused(
                file("\n{\"cells\": [], \"nbformat\": 4}".getBytes(UTF_8)),
                "it is a notebook. Open it in ./sluice lab, or copy its cells into a file, separated by lines that"
                        + " begin with # %%");
        assertThat(CellText.of(file("{'nbformat': 4}".getBytes(UTF_8)).toString(), NOTHING))
                .isEqualTo("{'nbformat': 4}");
    }
}
