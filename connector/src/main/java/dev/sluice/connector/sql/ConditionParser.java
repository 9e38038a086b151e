package dev.sluice.connector.sql;

/**
 * Walks through one search condition of Transact-SQL, and says where it stops to be one.
 *
 * <pre>
 * condition   conjunction {OR conjunction}
 * conjunction negation {AND negation}
 * negation    {NOT} predicate
 * predicate   EXISTS subquery | CONTAINS (...) | ( condition ) | value test
 * test        = | &lt;&gt; | != | &lt; | &lt;= | !&gt; | &gt; | &gt;= | !&lt;   value | {ALL | ANY | SOME} subquery
 *             [NOT] IN ( value, ... ) | [NOT] IN subquery
 *             [NOT] BETWEEN value AND value
 *             [NOT] LIKE value [ESCAPE value]
 *             IS [NOT] NULL | IS [NOT] DISTINCT FROM value
 * </pre>
 *
 * <p>What it accepts need not have a meaning: names and types are the server's business. Of a subquery it knows only that it
 * begins with SELECT and has an end ({@link QueryGaps}). Source: "Search condition (Transact-SQL)" and "Expressions
 * (Transact-SQL)" of Microsoft's reference.
 */
final class ConditionParser {

    private final TsqlCursor cursor;
    private final ExpressionParser expressions;

    private ConditionParser(TsqlText text, int from) {
        this.cursor = new TsqlCursor(text, from);
        this.expressions = new ExpressionParser(cursor, this);
    }

    /**
     * Returns the place behind a condition.
     *
     * @throws TsqlException if there is none
     */
    static int afterCondition(TsqlText text, int from) {
        ConditionParser parser = new ConditionParser(text, from);
        parser.condition();
        return parser.cursor.place();
    }

    /** Passes a condition. */
    void condition() {
        requireCondition(any());
    }

    /** Passes a condition or a value, whichever stands here. */
    Term any() {
        Term term = conjunction();
        while (cursor.isAt("OR")) {
            requireCondition(term);
            cursor.next();
            requireCondition(conjunction());
        }
        return term;
    }

    private Term conjunction() {
        Term term = negation();
        while (cursor.isAt("AND")) {
            requireCondition(term);
            cursor.next();
            requireCondition(negation());
        }
        return term;
    }

    private Term negation() {
        boolean negated = false;
        while (cursor.accept("NOT")) {
            negated = true;
        }
        Term term = predicate();
        if (negated) {
            requireCondition(term);
        }
        return term;
    }

    private Term predicate() {
        if (cursor.accept("EXISTS")) {
            cursor.skipSubquery();
            return Term.CONDITION;
        }
        if (expressions.term() == Term.CONDITION || test()) {
            return Term.CONDITION;
        }
        return Term.VALUE;
    }

    private boolean test() {
        if (cursor.accept("IS")) {
            is();
        } else if (cursor.accept("NOT")) {
            if (!negatable()) {
                throw cursor.expected("IN, BETWEEN or LIKE");
            }
        } else if (comparison()) {
            if (cursor.accept("ALL") || cursor.accept("ANY") || cursor.accept("SOME")) {
                cursor.skipSubquery();
            } else {
                expressions.value();
            }
        } else {
            return negatable();
        }
        return true;
    }

    private void is() {
        cursor.accept("NOT");
        if (cursor.accept("DISTINCT")) {
            cursor.expect("FROM");
            expressions.value();
        } else if (!cursor.accept("NULL")) {
            throw cursor.expected("NULL");
        }
    }

    private boolean negatable() {
        if (cursor.accept("IN")) {
            in();
        } else if (cursor.accept("BETWEEN")) {
            expressions.value();
            cursor.expect("AND");
            expressions.value();
        } else if (cursor.accept("LIKE")) {
            expressions.value();
            if (cursor.accept("ESCAPE")) {
                expressions.value();
            } else if (cursor.isAt('{')) {
                expressions.escapeSequence();
            }
        } else {
            return false;
        }
        return true;
    }

    private void in() {
        if (cursor.isAtSubquery()) {
            cursor.skipSubquery();
            return;
        }
        cursor.expect('(');
        expressions.values();
        if (!cursor.accept(')')) {
            throw cursor.expected("An operator, a comma or )");
        }
    }

    /** Blanks may stand between the signs of one operator. */
    private boolean comparison() {
        if (cursor.accept('=')) {
            return true;
        }
        if (cursor.accept('<')) {
            if (!cursor.accept('=')) {
                cursor.accept('>');
            }
            return true;
        }
        if (cursor.accept('>')) {
            cursor.accept('=');
            return true;
        }
        if (cursor.accept('!')) {
            if (!cursor.accept('=') && !cursor.accept('<') && !cursor.accept('>')) {
                throw cursor.expected("=, < or >");
            }
            return true;
        }
        return false;
    }

    private void requireCondition(Term term) {
        if (term != Term.CONDITION) {
            throw cursor.expected("A comparison, such as =,");
        }
    }
}
