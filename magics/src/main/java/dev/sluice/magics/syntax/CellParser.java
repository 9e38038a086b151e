package dev.sluice.magics.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a cell into its parts.
 *
 * <pre>
 * %name arguments        any number of line magics first, blank lines between them do not matter
 * %%name arguments       then a cell magic, which takes all the rest
 * code                   or code
 * </pre>
 *
 * <p>A {@code %} further down belongs to the code: it is an operator in Python and Scala.
 */
public final class CellParser {

    private final List<String> lines;
    private int next;

    private CellParser(String cell) {
        this.lines = cell.lines().toList();
    }

    /** Returns the parts in the order they run; none for a blank cell. */
    public static List<CellPart> parse(String cell) {
        return new CellParser(cell).parts();
    }

    private List<CellPart> parts() {
        List<CellPart> parts = new ArrayList<>();
        while (skipBlankLines()) {
            String line = lines.get(next).strip();
            Optional<String> cellMagic = magicName(line, "%%");
            if (cellMagic.isPresent()) {
                parts.add(cellMagic(cellMagic.get()));
                return parts;
            }
            Optional<String> lineMagic = magicName(line, "%");
            if (lineMagic.isEmpty()) {
                parts.add(new CellPart.Code(rest()));
                return parts;
            }
            String name = lineMagic.get();
            parts.add(new CellPart.LineMagic(
                    name, joinedLine().substring(1 + name.length()).strip()));
        }
        return parts;
    }

    private CellPart cellMagic(String name) {
        String arguments = joinedLine().substring(2 + name.length()).strip();
        return new CellPart.CellMagic(name, arguments, rest());
    }

    private boolean skipBlankLines() {
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        return next < lines.size();
    }

    private String joinedLine() {
        StringBuilder joined = new StringBuilder(lines.get(next++).strip());
        while (joined.charAt(joined.length() - 1) == '\\' && next < lines.size()) {
            joined.setLength(joined.length() - 1);
            joined.append(' ').append(lines.get(next++).strip());
        }
        return joined.toString();
    }

    private String rest() {
        String rest = String.join("\n", lines.subList(next, lines.size()));
        next = lines.size();
        return rest;
    }

    /** Reads the name after the marks; empty if the line is no magic, as {@code %(x)s} is none. */
    static Optional<String> magicName(String line, String marks) {
        if (!line.startsWith(marks) || line.startsWith(marks + "%")) {
            return Optional.empty();
        }
        int end = marks.length();
        while (end < line.length() && isNamePart(line.charAt(end))) {
            end++;
        }
        boolean whole = end == line.length() || Character.isWhitespace(line.charAt(end));
        return end > marks.length() && whole ? Optional.of(line.substring(marks.length(), end)) : Optional.empty();
    }

    private static boolean isNamePart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '-';
    }
}
