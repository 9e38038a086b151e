package dev.sluice.connector.sql;

import dev.sluice.connector.sql.TsqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts T-SQL into tokens, by the lexical rules of Transact-SQL: comments to the end of a line and nested {@code /* *}{@code /},
 * texts with doubled quotes, names in brackets with doubled closing ones and in double quotes. Comments and blanks are left
 * out.
 */
final class TsqlLexer {

    private static final String DIGITS = "0123456789";

    private final String text;
    private final List<TsqlToken> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private TsqlLexer(String text) {
        this.text = text;
    }

    /**
     * Returns the tokens.
     *
     * @throws TsqlException if a comment, text or name has no end
     */
    static List<TsqlToken> tokens(String text) {
        TsqlLexer lexer = new TsqlLexer(text);
        while (lexer.skipBlanks()) {
            lexer.next();
        }
        return List.copyOf(lexer.tokens);
    }

    private boolean skipBlanks() {
        while (at < text.length()) {
            if (text.startsWith("--", at)) {
                skipLine();
            } else if (text.startsWith("/*", at)) {
                skipComment();
            } else if (isBlank(text.charAt(at))) {
                step();
            } else {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char unit) {
        return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || unit == '\ufeff' || unit == '\0';
    }

    /** A lone carriage return ends a comment too: what some server takes for code is looked at. */
    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipComment() {
        String place = place();
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (at < text.length()) {
                step();
            } else {
                throw new TsqlException("The comment that begins at " + place + " has no end */");
            }
        } while (depth > 0);
    }

    private void next() {
        char first = text.charAt(at);
        char second = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
        if (first == '\'') {
            delimited(Kind.TEXT, 1, '\'');
        } else if ((first == 'N' || first == 'n') && second == '\'') {
            delimited(Kind.TEXT, 2, '\'');
        } else if (first == '[') {
            delimited(Kind.NAME, 1, ']');
        } else if (first == '"') {
            delimited(Kind.NAME, 1, '"');
        } else if (first == '@') {
            plain(Kind.VARIABLE);
        } else if (isNumber()) {
            number();
        } else if (isOfWord(first)) {
            plain(Kind.WORD);
        } else {
            tokens.add(new TsqlToken(Kind.SIGN, String.valueOf(first), at, line, at - lineStart + 1));
            at++;
        }
    }

    private void delimited(Kind kind, int opening, char closing) {
        int start = at;
        int startLine = line;
        int column = at - lineStart + 1;
        at += opening;
        while (true) {
            if (at >= text.length()) {
                throw new TsqlException("The " + (kind == Kind.TEXT ? "text" : "name") + " that begins at line "
                        + startLine + ", column " + column + " has no closing " + closing);
            }
            if (text.charAt(at) != closing) {
                step();
            } else if (at + 1 < text.length() && text.charAt(at + 1) == closing) {
                at += 2;
            } else {
                break;
            }
        }
        at++;
        tokens.add(new TsqlToken(kind, text.substring(start, at), start, startLine, column));
    }

    private void plain(Kind kind) {
        int start = at;
        do {
            at++;
        } while (at < text.length() && isOfWord(text.charAt(at)));
        tokens.add(new TsqlToken(kind, text.substring(start, at), start, line, start - lineStart + 1));
    }

    private boolean isNumber() {
        int digits = at;
        if (text.charAt(digits) == '$') {
            digits++;
        }
        if (text.startsWith(".", digits)) {
            digits++;
        }
        return digits < text.length() && DIGITS.indexOf(text.charAt(digits)) >= 0;
    }

    /** A word may follow a number without a blank. */
    private void number() {
        int start = at;
        if (text.charAt(at) == '0' && isAt(1, "xX")) {
            at += 2;
            while (isAt(0, "0123456789abcdefABCDEF")) {
                at++;
            }
        } else {
            if (text.charAt(at) == '$') {
                at++;
            }
            skipDigits();
            if (isAt(0, ".")) {
                at++;
                skipDigits();
            }
            skipExponent();
        }
        tokens.add(new TsqlToken(Kind.NUMBER, text.substring(start, at), start, line, start - lineStart + 1));
    }

    private void skipDigits() {
        while (isAt(0, DIGITS)) {
            at++;
        }
    }

    private void skipExponent() {
        if (!isAt(0, "eE")) {
            return;
        }
        int digits = isAt(1, "+-") ? 2 : 1;
        if (isAt(digits, DIGITS)) {
            at += digits;
            skipDigits();
        } else if (at + 1 >= text.length() || !isOfWord(text.charAt(at + 1))) {
            at++;
        }
    }

    private boolean isAt(int further, String units) {
        return at + further < text.length() && units.indexOf(text.charAt(at + further)) >= 0;
    }

    private static boolean isOfWord(char unit) {
        return Character.isLetterOrDigit(unit)
                || Character.isSurrogate(unit)
                || unit == '_'
                || unit == '@'
                || unit == '#'
                || unit == '$';
    }

    private void step() {
        char unit = text.charAt(at);
        at++;
        if (unit == '\n' || (unit == '\r' && (at >= text.length() || text.charAt(at) != '\n'))) {
            line++;
            lineStart = at;
        }
    }

    private String place() {
        return "line " + line + ", column " + (at - lineStart + 1);
    }
}
