package dev.sluice.kernel.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.ScriptedCells;
import dev.sluice.kernel.language.NotebookLanguage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InteractiveConsoleTest {

    @TempDir
    Path folder;

    private Path history() {
        return folder.resolve("new/history");
    }

    private String type(String keys) throws IOException {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (Terminal terminal = new DumbTerminal(
                "test", Terminal.TYPE_DUMB, new ByteArrayInputStream(keys.getBytes(UTF_8)), screen, UTF_8)) {
            new InteractiveConsole(
                            new ScriptedCells(), NotebookLanguage.PYSPARK, history(), terminal, InstantSource.system())
                    .run();
        }
        return screen.toString(UTF_8);
    }

    @Test
    void runsCellsUntilTheEnd() throws IOException {
        assertThat(type("say one\nvalue two\n\n"))
                .contains("pyspark> ", "one\n", "two\n")
                .doesNotContain("ran ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit",
                "quit",
                "exit()",
                "quit()",
                " exit ",
                "exit;",
                "QUIT;",
                "Quit",
                "EXIT",
                "exit ( )",
                ":q",
                ":quit",
                ":exit",
                "\\q"
            })
    void leavesAtTheWordsThatPeopleLeaveWith(String word) throws IOException {
        assertThat(type("say one\n" + word + "\nsay after\n")).contains("one\n").doesNotContain("after\n", "ran ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exited", "quit = 1", "exit(1)", "print(exit)", "SELECT exit;", "%%x exit", "q", "% exit"})
    void takesOtherTextWithTheseWordsForCells(String cell) throws IOException {
        assertThat(type(cell + "\n\nsay after\n")).contains("after\n");
    }

    @Test
    void saysHowToLeave() throws IOException {
        assertThat(type("")).contains("exit or Ctrl-D leaves.");
    }

    @Test
    void readsOnWhileCellIsOpen() throws IOException {
        assertThat(type("anything {\nmore\n")).contains("ran anything {\nmore\n");
    }

    @Test
    void endsLinesBelowCellMagicWithAnEmptyLine() throws IOException {
        assertThat(type("%%x\na\nb\n\nsay next\n")).contains("ran %%x\na\nb\n", "next\n");
    }

    @Test
    void showsErrorsInRedAndGoesOn() throws IOException {
        assertThat(type("boom x\nsay next\n")).contains("\u001b[31mBoom: it failed: x\u001b[0m\n", "next\n");
    }

    @Test
    void showsControlCharactersOfOthersAsPictures() throws IOException {
        assertThat(type("boom \u009b2J\n")).contains("\u001b[31mBoom: it failed: \uFFFD2J\u001b[0m\n");
    }

    @Test
    void keepsHistoryForItsUserAlone() throws IOException {
        type("say one\n");
        type("say two\n");

        assertThat(history()).content().contains("say one", "say two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history())))
                .isEqualTo("rw-------");
    }

    @Test
    void completesWithTab() throws IOException {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        ByteArrayInputStream keys = new ByteArrayInputStream("val\tdone\r\u0004".getBytes(UTF_8));
        try (Terminal terminal = new ExternalTerminal(
                null,
                "test",
                "ansi",
                keys,
                screen,
                UTF_8,
                Terminal.SignalHandler.SIG_DFL,
                false,
                new Attributes(),
                new Size(80, 25))) {
            new InteractiveConsole(
                            new ScriptedCells(), NotebookLanguage.PYSPARK, history(), terminal, InstantSource.system())
                    .run();
        }

        assertThat(history()).content().contains("value done");
    }
}
