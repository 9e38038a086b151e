package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.Exhaustion;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a batch and how far they are read. */
final class Tokens {

    /**
     * Greatest height of what is read as a tree, so that neither the translation nor DuckDB exhausts its stack: levels of
     * parentheses, CASEs and blocks, and operators that follow one another, each of which holds those before it.
     */
    private static final int MAX_DEPTH = 400;

    private final String batch;
    private final List<Token> tokens;
    private int next;
    private int depth;
    private int deepest;

    Tokens(String batch) throws SqlError {
        this.batch = batch;
        this.tokens = Lexer.tokens(batch);
    }

    /** The next token. */
    Token peek() {
        return peek(0);
    }

    /** The token so many after the next. */
    Token peek(int ahead) {
        return tokens.get(Math.min(next + ahead, tokens.size() - 1));
    }

    /** Takes the next token. */
    Token take() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    /** Where the next token stands. */
    Position at() {
        return peek().at();
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    /** The text from a token to the last one taken. */
    String textFrom(Token first) {
        return batch.substring(first.start(), tokens.get(next - 1).end());
    }

    /** Enters a nested construct. */
    void enter() throws SqlError {
        depth++;
        reach(Math.max(deepest, depth));
    }

    private void reach(int level) throws SqlError {
        if (level > MAX_DEPTH) {
            throw nestedTooDeeply();
        }
        deepest = level;
    }

    /** Error 191 at the next token. */
    SqlError nestedTooDeeply() {
        return Syntax.error(191, Exhaustion.NESTED_TOO_DEEPLY, at());
    }

    /** Leaves a nested construct. */
    void leave() {
        depth--;
    }

    /**
     * Begins what may become a chain: {@code a + b + c}, where each operator holds all before it as its left side.
     * The two calls are no lambda, because its frames would be those of each level of nesting, 400 of them on any stack.
     *
     * @return what {@link #endChain} is to be given
     */
    int beginChain() {
        int around = deepest;
        deepest = depth;
        return around;
    }

    /** Puts what was read since {@link #beginChain} one level down, under the operator that follows it. */
    void link() throws SqlError {
        reach(deepest + 1);
    }

    /** Ends a chain; the rest of the tree is as high as it was, or as the chain. */
    void endChain(int around) {
        deepest = Math.max(around, deepest);
    }

    /** Whether the next tokens are these keywords. */
    boolean ahead(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).word(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Takes these keywords if all of them are next. */
    boolean accept(String... words) {
        if (!ahead(words)) {
            return false;
        }
        next += words.length;
        return true;
    }

    /** Takes these keywords. */
    void expect(String... words) throws SqlError {
        for (String word : words) {
            if (!accept(word)) {
                throw unexpected();
            }
        }
    }

    boolean aheadSymbol(String symbol) {
        return peek().symbol(symbol);
    }

    boolean acceptSymbol(String symbol) {
        if (!aheadSymbol(symbol)) {
            return false;
        }
        next++;
        return true;
    }

    void expectSymbol(String symbol) throws SqlError {
        if (!acceptSymbol(symbol)) {
            throw unexpected();
        }
    }

    /** Error 102 at the next token. */
    SqlError unexpected() {
        Token token = peek();
        if (token.kind() == Kind.END && next > 0) {
            // SQL Server names the last token when the text ends too early.
            token = tokens.get(next - 1);
        }
        return Syntax.near(token.text(), token.at());
    }

    /** Whether the next token can be a name. */
    boolean aheadName() {
        return isName(peek());
    }

    /** Whether a token can be a name. */
    static boolean isName(Token token) {
        return token.kind() == Kind.NAME || (token.kind() == Kind.WORD && !Keywords.reserved(token.text()));
    }

    /** Takes a name. */
    String name() throws SqlError {
        if (!aheadName()) {
            throw unexpected();
        }
        if (peek().text().length() > 128) {
            throw Syntax.error(
                    103,
                    "The identifier that starts with '" + peek().text().substring(0, 128)
                            + "' is too long. Maximum length is 128.",
                    at());
        }
        return take().text();
    }

    /** Takes {@code (a, b, c)}. */
    List<String> names() throws SqlError {
        expectSymbol("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(name());
        } while (acceptSymbol(","));
        expectSymbol(")");
        return names;
    }

    /** Takes the name of an object: up to three parts, an empty one where two dots meet. */
    ObjectName objectName() throws SqlError {
        Position at = at();
        List<@Nullable String> parts = new ArrayList<>();
        parts.add(name());
        while (acceptSymbol(".")) {
            parts.add(aheadSymbol(".") ? null : name());
        }
        int size = parts.size();
        String last = parts.get(size - 1);
        if (size > 3 || last == null) {
            throw Syntax.error(
                    117, "The object name contains more than the maximum number of prefixes. The maximum is 2.", at);
        }
        return new ObjectName(size == 3 ? parts.get(0) : null, size >= 2 ? parts.get(size - 2) : null, last, at);
    }

    /** Takes a string and returns its value. */
    String string() throws SqlError {
        if (!peek().string()) {
            throw unexpected();
        }
        return take().text();
    }

    /** Takes a whole number, a sign before it if there is one. */
    long integer() throws SqlError {
        boolean negative = acceptSymbol("-");
        Token token = peek();
        if (token.kind() != Kind.NUMBER) {
            throw unexpected();
        }
        try {
            long value = Long.parseLong(token.text());
            take();
            return negative ? -value : value;
        } catch (NumberFormatException e) {
            throw unexpected();
        }
    }
}
