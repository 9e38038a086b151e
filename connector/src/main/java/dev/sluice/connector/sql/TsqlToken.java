package dev.sluice.connector.sql;

import static java.util.Objects.requireNonNull;

/**
 * A piece of T-SQL that is neither blank nor comment.
 *
 * @param text the piece as it is written
 * @param start place of its first UTF-16 unit in the whole text, from 0
 * @param line line of its first unit, from 1
 * @param column place of its first unit in its line, in UTF-16 units from 1
 */
record TsqlToken(Kind kind, String text, int start, int line, int column) {

    /** What a piece is. */
    enum Kind {
        /** A keyword, or a name without delimiters. */
        WORD,
        /** A name in brackets or double quotes. */
        NAME,
        /** A text in single quotes, with or without N before it. */
        TEXT,
        /** A name that begins with an at sign. */
        VARIABLE,
        /** A number in any of its forms, such as {@code 0xFF}, {@code 1.5e-3} and {@code $2.50}; its sign is none of it. */
        NUMBER,
        /** Any other sign, one unit long. */
        SIGN
    }

    TsqlToken {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
    }

    int end() {
        return start + text.length();
    }

    /** Returns whether it is a word without delimiters, in any case. */
    boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean is(char sign) {
        return kind == Kind.SIGN && text.charAt(0) == sign;
    }

    /** Returns where it stands, as messages say it. */
    String at() {
        return "line " + line + ", column " + column;
    }
}
