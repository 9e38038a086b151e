package dev.sluice.connector.sql;

import dev.sluice.connector.sql.TsqlToken.Kind;

/** A place in a T-SQL text that moves forward. */
final class TsqlCursor {

    private final TsqlText text;
    private int place;

    TsqlCursor(TsqlText text, int place) {
        this.text = text;
        this.place = place;
    }

    int place() {
        return place;
    }

    boolean isAtEnd() {
        return place >= text.size();
    }

    /** Returns the token that stands here. There must be one. */
    TsqlToken token() {
        return text.token(place);
    }

    boolean isAt(Kind kind) {
        return !isAtEnd() && token().kind() == kind;
    }

    boolean isAt(String word) {
        return text.is(place, word);
    }

    boolean isAt(char sign) {
        return text.is(place, sign);
    }

    /** Returns whether words stand here one after the other. */
    boolean isAtAll(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!text.is(place + i, words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a sign stands here twice. */
    boolean isAtTwice(char sign) {
        return text.is(place, sign) && text.is(place + 1, sign);
    }

    /** Returns whether a sign stands behind the token that stands here. */
    boolean isBefore(char sign) {
        return text.is(place + 1, sign);
    }

    /** Returns whether a number stands behind the token that stands here. */
    boolean isBeforeNumber() {
        return place + 1 < text.size() && text.token(place + 1).kind() == Kind.NUMBER;
    }

    /** Returns whether a subquery in parentheses begins here. */
    boolean isAtSubquery() {
        return text.is(place, '(') && isSubquery(place);
    }

    void next() {
        place++;
    }

    void skip(int tokens) {
        place += tokens;
    }

    boolean accept(String word) {
        return accepted(isAt(word));
    }

    boolean accept(char sign) {
        return accepted(isAt(sign));
    }

    void expect(String word) {
        if (!accept(word)) {
            throw expected(word);
        }
    }

    void expect(char sign) {
        if (!accept(sign)) {
            throw expected(String.valueOf(sign));
        }
    }

    /** Goes behind the parenthesis that closes the one that has to stand here, whatever is between them, but something. */
    void skipGroup() {
        if (!isAt('(')) {
            throw expected("(");
        }
        if (isBefore(')')) {
            next();
            throw expected("Something");
        }
        skipParentheses();
    }

    /** Goes behind the parenthesis that closes the one that stands here. */
    void skipParentheses() {
        place = text.afterGroup(place);
    }

    /** Goes behind the subquery that has to stand here. */
    void skipSubquery() {
        if (!isAtSubquery()) {
            if (isAt('(')) {
                next();
                throw expected("SELECT");
            }
            throw expected("(");
        }
        skipParentheses();
    }

    /** Says what should stand here. */
    TsqlException expected(String what) {
        return expected(what, place);
    }

    /** Says what should stand at a place. */
    TsqlException expected(String what, int where) {
        return new TsqlException(what + " is expected "
                + (where < text.size()
                        ? "at " + text.token(where).at() + ", not "
                                + text.token(where).text()
                        : "at its end"));
    }

    private boolean accepted(boolean there) {
        if (there) {
            place++;
        }
        return there;
    }

    /** Whatever is in parentheses that begin here, a subquery is combined with others only, and no value. */
    private boolean isSubquery(int open) {
        int inner = open;
        while (text.is(inner, '(')) {
            inner++;
        }
        if (!text.is(inner, "SELECT")) {
            return false;
        }
        for (int i = inner - 1; i > open; i--) {
            int after = text.afterGroup(i);
            boolean query = text.is(after, ')')
                    || text.is(after, "UNION")
                    || text.is(after, "EXCEPT")
                    || text.is(after, "INTERSECT");
            if (!query) {
                return false;
            }
        }
        return true;
    }
}
