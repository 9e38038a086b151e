package dev.sluice.magics;

import dev.sluice.livy.Language;
import dev.sluice.magics.command.Magic;
import dev.sluice.magics.syntax.CellParser;
import dev.sluice.magics.syntax.CellPart;
import java.util.List;
import java.util.Optional;

/** Where a cursor is in a cell: in a magic line, in code of a language, or elsewhere. */
sealed interface CellCursor {

    /**
     * In a magic line.
     *
     * @param line the line from its marks on
     * @param start where it begins in the cell
     */
    record InMagicLine(String line, int start) implements CellCursor {}

    /**
     * In code.
     *
     * @param start where the code begins in the cell
     */
    record InCode(Language language, String code, int start) implements CellCursor {}

    /** In text that nobody completes, such as T-SQL. */
    record Elsewhere() implements CellCursor {}

    static CellCursor of(String cell, int cursor, Language notebook) {
        int lineStart = cell.lastIndexOf('\n', cursor - 1) + 1;
        int lineEnd = cell.indexOf('\n', cursor);
        String line = cell.substring(lineStart, lineEnd < 0 ? cell.length() : lineEnd);
        String above = cell.substring(0, lineStart);
        // Where a magic would be read as one: below nothing but line magics, comments and blank lines.
        List<CellPart> parts = CellParser.parse(above + "%here");
        boolean onlyMagics = parts.stream().allMatch(part -> part instanceof CellPart.LineMagic);
        if (onlyMagics && line.stripLeading().startsWith("%")) {
            int indent = line.length() - line.stripLeading().length();
            return new InMagicLine(line.stripLeading(), lineStart + indent);
        }
        return code(cell, notebook);
    }

    private static CellCursor code(String cell, Language notebook) {
        List<CellPart> parts = CellParser.parse(cell);
        CellPart last = parts.isEmpty() ? new CellPart.Code("") : parts.get(parts.size() - 1);
        if (last instanceof CellPart.Code code) {
            return new InCode(notebook, code.text(), Math.max(0, cell.lastIndexOf(code.text())));
        }
        if (last instanceof CellPart.CellMagic magic) {
            Optional<Language> language = Magic.find(magic.name()).flatMap(LanguageMagics::language);
            if (language.isPresent()) {
                return new InCode(language.get(), magic.body(), Math.max(0, cell.lastIndexOf(magic.body())));
            }
        }
        return new Elsewhere();
    }
}
