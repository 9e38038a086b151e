package dev.sluice.kernel.console;

import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completeness;
import java.util.regex.Pattern;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Decides at Enter whether a cell is whole. The lines below a cell magic end with an empty line: whether more of them come,
 * nobody but the user can know.
 */
final class CellLineParser implements Parser {

    /**
     * Comments and blank lines, which may stand above a magic. Possessive, because a blank line could else be read as a part of
     * the next one in as many ways as there are: the time would double with each.
     */
    private static final Pattern ABOVE_MAGIC = Pattern.compile("\\A(?:[^\\S\n]*+(?:(?:#|//|--)[^\n]*+)?\n)*+(?=%%)");

    private final Cells cells;

    CellLineParser(Cells cells) {
        this.cells = cells;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.COMPLETE) {
            return new CellLine(line, cursor, cells.complete(line, cursor));
        }
        // A magic is one below comments, too.
        if (context == ParseContext.ACCEPT_LINE
                && isOpen(ABOVE_MAGIC.matcher(line).replaceFirst(""))) {
            throw new EOFError(-1, cursor, "The cell goes on");
        }
        return CellLine.whole(line, cursor);
    }

    private boolean isOpen(String line) {
        if (LeaveWord.is(line)) {
            return false;
        }
        if (line.startsWith("%%") && line.contains("\n")) {
            return !line.endsWith("\n");
        }
        return cells.completeness(line) == Completeness.INCOMPLETE;
    }
}
