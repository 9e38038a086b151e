package dev.sluice.kernel.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.kernel.ScriptedCells;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;

/** Files of cells and cells that are typed or pasted, and what others have the console print. */
class CellFileFuzzTest {

    private static final int FACTOR = 500;

    private final Parser parser = new CellLineParser(new ScriptedCells());

    @Provide
    Arbitrary<String> files() {
        return Mutations.ofText(
                List.of(
                        "a\r\nb\r\n# %%\r\nc",
                        "\ufeff# %% titled\n\n  indented\n\n# %% [markdown]\ntext\n# %%\n%%sqlpool query\nSELECT 1\n",
                        "# why\n// so\n-- or\n\n%%x\na\n",
                        "\n\n \n\t\n# c\n\n",
                        "exit ( ) ;"),
                List.of(
                        "\n",
                        "\r\n",
                        "# %%",
                        "%%",
                        "#",
                        "//",
                        "--",
                        " ",
                        "\t",
                        "[markdown]",
                        "\u001b]52;c;",
                        "\u009b",
                        "\r"));
    }

    @Property
    void cellsHoldTheLinesOfTheirFile(@ForAll("files") String text) throws Exception {
        Memory.bound(text.length(), FACTOR, () -> {
            int at = 0;
            for (String cell : CellFile.parse(text).cells()) {
                at = text.indexOf(cell, at);
                assertThat(at).isNotNegative();
                at += cell.length();
            }
        });
    }

    @Property
    void aCellThatIsTypedIsWholeOrGoesOn(@ForAll("files") String text) throws Exception {
        Memory.bound(text.length(), FACTOR, () -> {
            try {
                assertThat(parser.parse(text, text.length(), Parser.ParseContext.ACCEPT_LINE)
                                .line())
                        .isEqualTo(text);
            } catch (EOFError e) {
                assertThat(e).hasMessage("The cell goes on");
            }
        });
    }

    @Property
    void noControlCharacterReachesTheTerminal(@ForAll("files") String text) throws JsonProcessingException {
        assertThat(TerminalText.of(text).chars())
                .noneMatch(character -> Character.isISOControl(character) && character != '\n' && character != '\t');

        String json = TerminalText.ofJson(new ObjectMapper().writeValueAsString(text));

        assertThat(json.chars()).noneMatch(Character::isISOControl);
        assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text);
    }
}
