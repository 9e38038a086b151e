package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.Exhaustion;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a batch into tokens. Comments, which nest, and blanks are dropped. */
final class Lexer {

    private static final List<String> PAIRS =
            List.of("<=", ">=", "<>", "!=", "!<", "!>", "::", "+=", "-=", "*=", "/=", "%=");
    private static final String SYMBOLS = "()+-*/%&|^~=<>,.;:{}";

    /** Tokens of a batch: one takes a hundred bytes, and what is read of it as many again. */
    private static final int MOST_TOKENS = 500_000;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int offset;
    private int line = 1;
    private int lineStart;

    private Lexer(String text) {
        this.text = text;
    }

    /** Returns the tokens of a batch, the last of kind END. */
    static List<Token> tokens(String batch) throws SqlError {
        Lexer lexer = new Lexer(batch);
        lexer.run();
        return lexer.tokens;
    }

    private void run() throws SqlError {
        while (skipBlanks()) {
            next();
        }
        add(new Token(Kind.END, "", here(), offset, offset));
    }

    private void add(Token token) throws SqlError {
        if (tokens.size() >= MOST_TOKENS) {
            throw Exhaustion.outOfMemory(token.at().line());
        }
        tokens.add(token);
    }

    private Position here() {
        return new Position(line, offset - lineStart + 1);
    }

    private char peek(int ahead) {
        return offset + ahead < text.length() ? text.charAt(offset + ahead) : '\0';
    }

    private void step() {
        if (text.charAt(offset) == '\n') {
            line++;
            lineStart = offset + 1;
        }
        offset++;
    }

    private boolean skipBlanks() throws SqlError {
        while (offset < text.length()) {
            char c = peek(0);
            if (c == '-' && peek(1) == '-') {
                skipLine();
            } else if (c == '/' && peek(1) == '*') {
                skipComment();
            } else if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff' || c == '\0') {
                step();
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipLine() {
        while (offset < text.length() && peek(0) != '\n') {
            step();
        }
    }

    private void skipComment() throws SqlError {
        Position start = here();
        int depth = 0;
        do {
            if (offset >= text.length()) {
                throw Syntax.error(113, "Missing end comment mark '*/'.", start);
            }
            if (peek(0) == '/' && peek(1) == '*') {
                depth++;
                offset += 2;
            } else if (peek(0) == '*' && peek(1) == '/') {
                depth--;
                offset += 2;
            } else {
                step();
            }
        } while (depth > 0);
    }

    private void next() throws SqlError {
        char c = peek(0);
        if (c == '\'') {
            delimited(Kind.STRING, 0, '\'');
        } else if ((c == 'N' || c == 'n') && peek(1) == '\'') {
            delimited(Kind.UNICODE_STRING, 1, '\'');
        } else if (c == '[') {
            delimited(Kind.NAME, 0, ']');
        } else if (c == '"') {
            delimited(Kind.NAME, 0, '"');
        } else if (c == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
            binary();
        } else if (digit(c) || (c == '.' && digit(peek(1)))) {
            number(Kind.NUMBER, offset, here());
        } else if (c == '$' && (digit(peek(1)) || peek(1) == '.')) {
            Position at = here();
            int start = offset++;
            number(Kind.MONEY, start, at);
        } else if (c == '@' || c == '#' || c == '_' || c == '$' || Character.isLetter(c)) {
            word();
        } else {
            symbol();
        }
    }

    private void delimited(Kind kind, int prefix, char close) throws SqlError {
        Position at = here();
        int start = offset;
        offset += prefix + 1;
        StringBuilder value = new StringBuilder();
        while (true) {
            if (offset >= text.length()) {
                throw Syntax.error(105, "Unclosed quotation mark after the character string '" + value + "'.", at);
            }
            char c = peek(0);
            if (c == close && peek(1) == close) {
                offset++;
            } else if (c == close) {
                break;
            }
            value.append(c);
            step();
        }
        offset++;
        if (kind == Kind.NAME && value.isEmpty()) {
            throw Syntax.error(
                    1038, "An object or column name is missing or empty. Add a name between the delimiters.", at);
        }
        add(new Token(kind, value.toString(), at, start, offset));
    }

    private void binary() throws SqlError {
        Position at = here();
        int start = offset;
        offset += 2;
        while (Character.digit(peek(0), 16) >= 0 && peek(0) < 128) {
            offset++;
        }
        String digits = text.substring(start + 2, offset);
        add(new Token(Kind.BINARY, digits.length() % 2 == 0 ? digits : "0" + digits, at, start, offset));
    }

    private void number(Kind kind, int start, Position at) throws SqlError {
        int digits = offset;
        skipDigits();
        if (peek(0) == '.') {
            offset++;
            skipDigits();
        }
        int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if ((peek(0) == 'e' || peek(0) == 'E') && digit(peek(1 + sign))) {
            offset += 1 + sign;
            skipDigits();
        }
        add(new Token(kind, text.substring(digits, offset), at, start, offset));
    }

    private void skipDigits() {
        while (digit(peek(0))) {
            offset++;
        }
    }

    private void word() throws SqlError {
        Position at = here();
        int start = offset;
        Kind kind = peek(0) == '@' ? Kind.VARIABLE : Kind.WORD;
        do {
            offset++;
        } while (Character.isLetterOrDigit(peek(0)) || (peek(0) != '\0' && "_@#$".indexOf(peek(0)) >= 0));
        add(new Token(kind, text.substring(start, offset), at, start, offset));
    }

    private void symbol() throws SqlError {
        Position at = here();
        int start = offset;
        String pair = text.substring(offset, Math.min(offset + 2, text.length()));
        if (PAIRS.contains(pair)) {
            offset += 2;
        } else if (SYMBOLS.indexOf(peek(0)) >= 0) {
            offset++;
        } else {
            throw Syntax.near(new String(Character.toChars(text.codePointAt(offset))), at);
        }
        add(new Token(Kind.SYMBOL, text.substring(start, offset), at, start, offset));
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
