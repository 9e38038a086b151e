package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads lists of options: {@code (NAME = value, NAME = value)}. */
final class OptionParser {

    private final Tokens tokens;

    OptionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads a list in parentheses. Values are strings, numbers, words or names.
     *
     * @param known the names that may stand in it, in upper case
     * @return names in upper case
     */
    Map<String, String> options(Set<String> known) throws SqlError {
        Map<String, String> options = new LinkedHashMap<>();
        tokens.expectSymbol("(");
        do {
            Token name = tokens.peek();
            if (!known.contains(name.upper()) || options.containsKey(name.upper())) {
                throw tokens.unexpected();
            }
            tokens.take();
            tokens.expectSymbol("=");
            options.put(name.upper(), value());
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return options;
    }

    /** Reads a string, a number, a word or a name. */
    String value() throws SqlError {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case STRING, UNICODE_STRING, NUMBER, NAME, WORD -> tokens.take().text();
            case MONEY, BINARY, VARIABLE, SYMBOL, END -> throw tokens.unexpected();
        };
    }
}
