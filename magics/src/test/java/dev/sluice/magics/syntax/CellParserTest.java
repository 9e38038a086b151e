package dev.sluice.magics.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.magics.syntax.CellPart.CellMagic;
import dev.sluice.magics.syntax.CellPart.Code;
import dev.sluice.magics.syntax.CellPart.LineMagic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CellParserTest {

    static Stream<Arguments> cells() {
        return Stream.of(
                cell(""),
                cell(" \n\t\n"),
                cell("x = 1\n%y", new Code("x = 1\n%y")),
                cell("\n\n  x = 1", new Code("  x = 1")),
                cell("%%sql\nSELECT 1", new CellMagic("sql", "", "SELECT 1")),
                cell("\n  %%sql  \r\nSELECT 1\r\n", new CellMagic("sql", "", "SELECT 1")),
                cell("%%sqlpool read a -> b", new CellMagic("sqlpool", "read a -> b", "")),
                cell(
                        "%%sqlpool write a -> b \\\n  --mode append\nx",
                        new CellMagic("sqlpool", "write a -> b  --mode append", "x")),
                cell("%%sqlpool \\", new CellMagic("sqlpool", "\\", "")),
                cell("%info", new LineMagic("info", "")),
                cell("%info\n\n%logs 5\n", new LineMagic("info", ""), new LineMagic("logs", "5")),
                cell("%info\nx = 1\n%y", new LineMagic("info", ""), new Code("x = 1\n%y")),
                cell("%info\n%%sql\n%x", new LineMagic("info", ""), new CellMagic("sql", "", "%x")),
                // A carriage return may stand in a name: it is never a line's end by itself, and stays before one.
                cell("%%sqlpool run\nDROP TABLE [a\rb]", new CellMagic("sqlpool", "run", "DROP TABLE [a\rb]")),
                cell(
                        "%%sqlpool run\r\nDROP TABLE [a\r\nb]\r\n",
                        new CellMagic("sqlpool", "run", "DROP TABLE [a\r\nb]")),
                cell("%%sqlpool write df -> [a\rb]\r\n", new CellMagic("sqlpool", "write df -> [a\rb]", "")),
                cell("x = 'a\rb'\ny", new Code("x = 'a\rb'\ny")),
                cell("# c\n\n// d\n-- e\n/* f\n g */\n%%sql\nx", new CellMagic("sql", "", "x")),
                cell("# c\n%info\n# d\n%logs", new LineMagic("info", ""), new LineMagic("logs", "")),
                cell("%info\n# d\nx = 1", new LineMagic("info", ""), new Code("# d\nx = 1")),
                cell("/* c */ x\n%%sql", new Code("/* c */ x\n%%sql")),
                cell("/* c\n%%sql", new Code("/* c\n%%sql")),
                cell("# %%sql\nx", new Code("# %%sql\nx")),
                cell("%(x)s", new Code("%(x)s")),
                cell("% info", new Code("% info")),
                cell("%%%", new Code("%%%")),
                cell("%%", new Code("%%")));
    }

    private static Arguments cell(String text, CellPart... parts) {
        return Arguments.of(text, List.of(parts));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void readsCells(String text, List<CellPart> parts) {
        assertThat(CellParser.parse(text)).isEqualTo(parts);
    }
}
