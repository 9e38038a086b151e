package dev.sluice.kernel.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.kernel.ScriptedCells;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CellLineParserTest {

    private final Parser parser = new CellLineParser(new ScriptedCells());

    @ParameterizedTest
    @ValueSource(strings = {"%%x\na", "# why\n%%x\na", "// why\n\n-- so\n%%x\na"})
    void readsOnBelowCellMagicUntilAnEmptyLine(String cell) {
        assertThatThrownBy(() -> parser.parse(cell, cell.length(), Parser.ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
        String ended = cell + "\n";
        assertThat(parser.parse(ended, ended.length(), Parser.ParseContext.ACCEPT_LINE)
                        .line())
                .isEqualTo(ended);
    }

    /** As many as anybody pastes: they took time that doubled with each, and then the stack. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", " \n", "# c\n", "--\n \n"})
    void readsPastAnyNumberOfBlankLinesAndComments(String line) {
        String above = line.repeat(50_000);
        String code = above + "say a";
        assertThat(parser.parse(code, code.length(), Parser.ParseContext.ACCEPT_LINE)
                        .line())
                .isEqualTo(code);
        String magic = above + "%%x\na";
        assertThatThrownBy(() -> parser.parse(magic, magic.length(), Parser.ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
    }

    @Test
    void endsCodeWithItsLine() {
        assertThat(parser.parse("# why\nsay a", 11, Parser.ParseContext.ACCEPT_LINE)
                        .line())
                .isEqualTo("# why\nsay a");
    }
}
