package dev.sluice.connector.sql;

import dev.sluice.connector.sql.TsqlToken.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * Walks through one expression of Transact-SQL.
 *
 * <pre>
 * value   signed {+ | - | * | / | % | &amp; | | | ^ | || | &lt;&lt; | &gt;&gt;  signed}
 * signed  {+ | - | ~} primary {COLLATE name | AT TIME ZONE primary}
 * primary constant | name {. name} | function (...) | CASE ... END | subquery | ( value ) | {...}
 * </pre>
 *
 * <p>A term in parentheses may be a condition: only what follows tells which of both is expected.
 */
final class ExpressionParser {

    /** Functions that give no value, but hold for a row or not. Some have arguments of a form of their own. */
    private static final Set<String> PREDICATES = Set.of("CONTAINS", "FREETEXT", "MATCH", "REGEXP_LIKE");

    /** Far more than a server takes, far less than a stack of calls has room for. */
    private static final int MOST_NESTED = 500;

    private final TsqlCursor cursor;
    private final ConditionParser conditions;
    private final FunctionParser functions;
    private int nested;

    ExpressionParser(TsqlCursor cursor, ConditionParser conditions) {
        this.cursor = cursor;
        this.conditions = conditions;
        this.functions = new FunctionParser(cursor, this, conditions);
    }

    /** Passes a value. */
    void value() {
        int start = cursor.place();
        if (term() == Term.CONDITION) {
            throw cursor.expected("A value, no condition,", start);
        }
    }

    /** Passes one or more values with commas between them. */
    void values() {
        do {
            value();
        } while (cursor.accept(','));
    }

    /** Passes a value, or a condition in parentheses or of a function. */
    Term term() {
        Term term = signed();
        while (term == Term.VALUE && operator()) {
            int start = cursor.place();
            if (signed() == Term.CONDITION) {
                throw cursor.expected("A value, no condition,", start);
            }
        }
        return term;
    }

    /** Passes a sequence in braces, as ODBC and JDBC write some constants and functions. */
    void escapeSequence() {
        cursor.expect('{');
        if (!cursor.isAt(Kind.WORD)) {
            throw cursor.expected("A word, as in {d '2020-02-29'},");
        }
        while (!cursor.accept('}')) {
            if (cursor.isAtEnd() || cursor.isAt(')')) {
                throw cursor.expected("}");
            }
            if (cursor.isAt('(')) {
                cursor.skipParentheses();
            } else {
                cursor.next();
            }
        }
    }

    private boolean operator() {
        for (char twice : new char[] {'|', '<', '>'}) {
            if (cursor.isAtTwice(twice)) {
                cursor.skip(2);
                return true;
            }
        }
        for (char sign : new char[] {'+', '-', '*', '/', '%', '&', '|', '^'}) {
            if (cursor.accept(sign)) {
                return true;
            }
        }
        return false;
    }

    private Term signed() {
        int start = cursor.place();
        while (cursor.accept('+') || cursor.accept('-') || cursor.accept('~')) {
            // Any number of signs.
        }
        int operand = cursor.place();
        Term term = primary();
        if (term == Term.CONDITION && operand > start) {
            throw cursor.expected("A value, no condition,", operand);
        }
        boolean more = term == Term.VALUE;
        while (more) {
            if (cursor.accept("COLLATE")) {
                name();
            } else if (cursor.isAtAll("AT", "TIME", "ZONE")) {
                cursor.skip(3);
                int zone = cursor.place();
                if (primary() == Term.CONDITION) {
                    throw cursor.expected("A value, no condition,", zone);
                }
            } else {
                more = false;
            }
        }
        return term;
    }

    private Term primary() {
        nested++;
        if (nested > MOST_NESTED) {
            throw new TsqlException("It is nested more than " + MOST_NESTED + " times at "
                    + (cursor.isAtEnd() ? "its end" : cursor.token().at()));
        }
        Term term = cursor.isAtEnd() ? nothing() : unnested();
        nested--;
        return term;
    }

    private Term unnested() {
        TsqlToken token = cursor.token();
        if (token.kind() == Kind.TEXT || token.kind() == Kind.NUMBER || ReservedWords.isValue(token)) {
            cursor.next();
        } else if (token.kind() == Kind.VARIABLE && token.text().startsWith("@@")) {
            cursor.next();
        } else if (token.is("CASE")) {
            cursor.next();
            caseExpression();
        } else if (ReservedWords.isName(token, cursor.isBefore('('))) {
            return nameOrCall(token);
        } else if (token.is('(')) {
            return group();
        } else if (token.is('{')) {
            escapeSequence();
        } else if (isCurrency(token) && cursor.isBeforeNumber()) {
            cursor.skip(2);
        } else {
            return nothing();
        }
        return Term.VALUE;
    }

    private Term nothing() {
        throw cursor.expected("An expression");
    }

    private static boolean isCurrency(TsqlToken token) {
        return token.kind() == Kind.SIGN && Character.getType(token.text().charAt(0)) == Character.CURRENCY_SYMBOL;
    }

    private Term group() {
        if (cursor.isAtSubquery()) {
            cursor.skipSubquery();
            return Term.VALUE;
        }
        cursor.expect('(');
        Term term = conditions.any();
        if (!cursor.accept(')')) {
            throw cursor.expected(term == Term.CONDITION ? "AND, OR or )" : "An operator or )");
        }
        return term;
    }

    /** Behind the word CASE. */
    private void caseExpression() {
        boolean simple = !cursor.isAt("WHEN");
        if (simple) {
            value();
        }
        if (!cursor.isAt("WHEN")) {
            throw cursor.expected("WHEN");
        }
        while (cursor.accept("WHEN")) {
            if (simple) {
                value();
            } else {
                conditions.condition();
            }
            cursor.expect("THEN");
            value();
        }
        boolean other = cursor.accept("ELSE");
        if (other) {
            value();
        }
        if (!cursor.accept("END")) {
            throw cursor.expected(other ? "END" : "WHEN, ELSE or END");
        }
    }

    /** A column, a function, or members of what one gives: {@code a.b}, {@code f(x)}, {@code a.f(x).b}, {@code t::f(x)}. */
    private Term nameOrCall(TsqlToken first) {
        cursor.next();
        if (cursor.isAt('(')) {
            String word = first.text().toUpperCase(Locale.ROOT);
            if (PREDICATES.contains(word)) {
                cursor.skipGroup();
                return Term.CONDITION;
            }
            functions.call(word);
        }
        boolean more = true;
        while (more) {
            if (cursor.isAtTwice(':')) {
                cursor.skip(2);
                name();
            } else if (cursor.accept('.')) {
                // Two dots leave out the schema.
                cursor.accept('.');
                name();
            } else {
                more = false;
            }
            if (more && cursor.isAt('(')) {
                functions.call("");
            }
        }
        return Term.VALUE;
    }

    private void name() {
        if (!cursor.isAt(Kind.WORD) && !cursor.isAt(Kind.NAME)) {
            throw cursor.expected("A name");
        }
        cursor.next();
    }
}
