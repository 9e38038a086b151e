package dev.sluice.magics.syntax;

import dev.sluice.livy.Language;
import dev.sluice.magics.cell.Completeness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Says by its outer shape whether code is whole: strings and brackets closed, no block or operator left hanging. It is no
 * parser: what looks whole may still be wrong, and the interpreter tells.
 */
public final class CodeShape {

    /** A keyword cannot be assigned to, and a number cannot run into a name: the commonest slips that have no whole form. */
    private static final Pattern PYTHON_SLIP =
            Pattern.compile("(?m)^\\s*(?:import|from|def|class|return|if|for|while|with|try|lambda)\\s*=(?!=)"
                    + "|(?<![\\w.])\\d+(?!(?:if|else|and|or|in|is|for)\\b)(?![eEjJxXoObB_])[A-Za-z_]");

    private static final Pattern SCALA_HANGING = Pattern.compile("(?:[=,.]|=>|<-|\\b(?:else|extends|with|yield))\\s*$");

    private static final Pattern PYTHON_BLOCK = Pattern.compile("(?s).*:\\s*");

    private final Language language;
    private final String code;
    private final StringBuilder bare = new StringBuilder();
    private final Deque<Character> open = new ArrayDeque<>();
    private int position;

    private CodeShape(Language language, String code) {
        this.language = language;
        this.code = code;
    }

    /** Returns whether the code is whole. */
    public static Completeness of(Language language, String code) {
        return new CodeShape(language, code).completeness();
    }

    /**
     * Returns where lines begin that begin a statement, as far as the code can be read: not within a string, a comment or
     * brackets, and not behind a backslash.
     */
    static List<Integer> lineStarts(Language language, String code) {
        return new CodeShape(language, code).lineStarts();
    }

    private List<Integer> lineStarts() {
        List<Integer> starts = new ArrayList<>();
        while (position < code.length()) {
            if (open.isEmpty() && isLineStart()) {
                starts.add(position);
            }
            if (step() != Completeness.COMPLETE) {
                break;
            }
        }
        return starts;
    }

    private boolean isLineStart() {
        if (position == 0 || code.charAt(position - 1) != '\n') {
            return position == 0;
        }
        int end = position - 2;
        return end < 0 || code.charAt(code.charAt(end) == '\r' && end > 0 ? end - 1 : end) != '\\';
    }

    private Completeness completeness() {
        while (position < code.length()) {
            Completeness found = step();
            if (found != Completeness.COMPLETE) {
                return found;
            }
        }
        if (language == Language.PYSPARK && PYTHON_SLIP.matcher(bare).find()) {
            return Completeness.INVALID;
        }
        return open.isEmpty() && !hangs() ? Completeness.COMPLETE : Completeness.INCOMPLETE;
    }

    /** Takes the next character, string or comment. */
    private Completeness step() {
        char current = code.charAt(position);
        if (skipComment()) {
            return position > code.length() ? Completeness.INCOMPLETE : Completeness.COMPLETE;
        }
        if (isQuote(current)) {
            return string(current);
        }
        bare.append(current);
        position++;
        switch (current) {
            case '(', '[', '{' -> open.push(current);
            case ')', ']', '}' -> {
                if (open.isEmpty() || !isPair(open.pop(), current)) {
                    return Completeness.INVALID;
                }
            }
            case '\\' -> {
                if (language != Language.SQL && onlyBlanksFollow()) {
                    return Completeness.INCOMPLETE;
                }
            }
            default -> {}
        }
        return Completeness.COMPLETE;
    }

    /** Without a copy of what follows: code may be all backslashes. */
    private boolean onlyBlanksFollow() {
        int next = position;
        while (next < code.length() && Character.isWhitespace(code.charAt(next))) {
            next++;
        }
        return next == code.length();
    }

    private boolean isQuote(char character) {
        return switch (language) {
            case PYSPARK, SPARKR -> character == '"' || character == '\'';
            // Scala's apostrophe is a character or a symbol: a string only if it closes at once.
            case SPARK -> character == '"';
            case SQL -> character == '"' || character == '\'' || character == '`';
        };
    }

    private boolean skipComment() {
        String line = switch (language) {
            case PYSPARK, SPARKR -> "#";
            case SPARK -> "//";
            case SQL -> "--";
        };
        if (code.startsWith(line, position)) {
            int end = code.indexOf('\n', position);
            position = end < 0 ? code.length() : end;
            return true;
        }
        boolean blocks = language == Language.SPARK || language == Language.SQL;
        if (blocks && code.startsWith("/*", position)) {
            int end = code.indexOf("*/", position + 2);
            position = end < 0 ? code.length() + 1 : end + 2;
            return true;
        }
        return false;
    }

    /** Takes a string. One line's string that does not close on its line is wrong; others wait for their end. */
    private Completeness string(char quote) {
        String triple = String.valueOf(quote).repeat(3);
        boolean spansLines =
                (language == Language.PYSPARK || language == Language.SPARK) && code.startsWith(triple, position);
        boolean raw = language == Language.SPARK && spansLines;
        String end = spansLines ? triple : String.valueOf(quote);
        bare.append(quote);
        position += end.length();
        while (position < code.length() && !code.startsWith(end, position)) {
            char current = code.charAt(position);
            if (current == '\n' && !spansLines && (language == Language.PYSPARK || language == Language.SPARK)) {
                return Completeness.INVALID;
            }
            position += current == '\\' && !raw ? 2 : 1;
        }
        if (position >= code.length()) {
            boolean continues =
                    spansLines || language == Language.SQL || language == Language.SPARKR || code.endsWith("\\\n");
            return continues ? Completeness.INCOMPLETE : Completeness.INVALID;
        }
        position += end.length();
        bare.append(quote);
        return Completeness.COMPLETE;
    }

    private static boolean isPair(char opening, char closing) {
        return switch (opening) {
            case '(' -> closing == ')';
            case '[' -> closing == ']';
            default -> closing == '}';
        };
    }

    private boolean hangs() {
        return switch (language) {
            case PYSPARK -> pythonBlockHangs();
            case SPARK -> SCALA_HANGING.matcher(bare).find();
            case SQL, SPARKR -> false;
        };
    }

    /** A block of Python ends with a blank line, as at Python's own prompt. */
    private boolean pythonBlockHangs() {
        if (code.endsWith("\n")) {
            int lastBreak = code.length() - 1;
            int before = code.lastIndexOf('\n', lastBreak - 1);
            if (code.substring(before + 1, lastBreak).isBlank()
                    && !PYTHON_BLOCK.matcher(bare).matches()) {
                return false;
            }
        }
        String text = bare.toString().stripTrailing();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.endsWith(":") || (text.contains("\n") && last.startsWith(" ")) || last.startsWith("\t");
    }
}
