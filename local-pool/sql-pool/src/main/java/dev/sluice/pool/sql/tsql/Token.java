package dev.sluice.pool.sql.tsql;

import java.util.Locale;

/**
 * A token.
 *
 * @param text what it stands for: names and strings without delimiters, numbers and symbols as written
 * @param start where its text begins in the batch
 * @param end where its text ends in the batch
 */
record Token(Kind kind, String text, Position at, int start, int end) {

    /** Kinds of tokens. */
    enum Kind {
        /** A name or keyword without delimiters. */
        WORD,
        /** A name in brackets or double quotes. */
        NAME,
        /** {@code 'x'}. */
        STRING,
        /** {@code N'x'}. */
        UNICODE_STRING,
        /** {@code 1}, {@code 1.5}, {@code 1e3}. */
        NUMBER,
        /** {@code $1.5}. */
        MONEY,
        /** {@code 0x1F}, the text without {@code 0x}. */
        BINARY,
        /** {@code @x} or {@code @@X}, with its signs. */
        VARIABLE,
        /** All else. */
        SYMBOL,
        /** After the last one. */
        END
    }

    /** Whether it is this keyword. */
    boolean word(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    /** Whether it is this symbol. */
    boolean symbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether it is a string of either kind. */
    boolean string() {
        return kind == Kind.STRING || kind == Kind.UNICODE_STRING;
    }

    /** The text in upper case. */
    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }
}
