package dev.sluice.magics.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a cell into its parts.
 *
 * <pre>
 * %name arguments        any number of line magics first, with blank lines and comments between them
 * %%name arguments       then a cell magic, which takes all the rest
 * code                   or code
 * </pre>
 *
 * <p>A {@code %} further down belongs to the code: it is an operator in Python and Scala. Comments are those of every
 * language, because above a magic nobody knows which one is meant. A line ends with a line feed; a carriage return, also one
 * before it, stays in the text as it is, because it may stand in a name or in a value.
 */
public final class CellParser {

    private final List<String> lines;
    private int next;

    private CellParser(String cell) {
        // A line feed at the end ends the last line and begins no other.
        String text = cell.endsWith("\n") ? cell.substring(0, cell.length() - 1) : cell;
        this.lines = List.of(text.split("\n", -1));
    }

    /** Returns the parts in the order they run; none for a blank cell. */
    public static List<CellPart> parse(String cell) {
        return new CellParser(cell).parts();
    }

    private List<CellPart> parts() {
        List<CellPart> parts = new ArrayList<>();
        while (skipBlankLines()) {
            int code = next;
            skipComments();
            Optional<String> cellMagic = magicHere("%%");
            if (cellMagic.isPresent()) {
                parts.add(cellMagic(cellMagic.get()));
                return parts;
            }
            Optional<String> lineMagic = magicHere("%");
            if (lineMagic.isEmpty()) {
                next = code;
                parts.add(new CellPart.Code(rest()));
                return parts;
            }
            String name = lineMagic.get();
            parts.add(new CellPart.LineMagic(
                    name, joinedLine().substring(1 + name.length()).strip()));
        }
        return parts;
    }

    private Optional<String> magicHere(String marks) {
        return next < lines.size() ? magicName(lines.get(next).strip(), marks) : Optional.empty();
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

    /** Skips comments of Python, R, Scala and SQL, and blank lines. */
    private void skipComments() {
        while (skipBlankLines()) {
            String line = lines.get(next).strip();
            if (line.startsWith("/*")) {
                if (!skipBlockComment()) {
                    return;
                }
            } else if (line.startsWith("#") || line.startsWith("//") || line.startsWith("--")) {
                next++;
            } else {
                return;
            }
        }
    }

    /** Skips a comment that ends its last line. */
    private boolean skipBlockComment() {
        for (int line = next; line < lines.size(); line++) {
            String text = lines.get(line).strip();
            int end = text.indexOf("*/", line == next ? "/*".length() : 0);
            if (end >= 0) {
                if (end + "*/".length() < text.length()) {
                    return false;
                }
                next = line + 1;
                return true;
            }
        }
        return false;
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
        // The last line may end as lines of Windows do.
        return rest.endsWith("\r") ? rest.substring(0, rest.length() - 1) : rest;
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
