package dev.sluice.connector.sql;

import dev.sluice.connector.sql.TsqlToken.Kind;

/** Walks through the arguments of one function of Transact-SQL, from its opening parenthesis on. */
final class FunctionParser {

    private final TsqlCursor cursor;
    private final ExpressionParser expressions;
    private final ConditionParser conditions;

    FunctionParser(TsqlCursor cursor, ExpressionParser expressions, ConditionParser conditions) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.conditions = conditions;
    }

    /**
     * Passes the arguments and their parentheses.
     *
     * @param function name of the function in capitals, or empty for one that the user has made
     */
    void call(String function) {
        switch (function) {
            case "CAST", "TRY_CAST", "PARSE", "TRY_PARSE" -> {
                cursor.expect('(');
                expressions.value();
                cursor.expect("AS");
                type();
                if (cursor.accept("USING")) {
                    expressions.value();
                }
                close();
            }
            case "CONVERT", "TRY_CONVERT" -> {
                cursor.expect('(');
                type();
                cursor.expect(',');
                expressions.values();
                close();
            }
            case "IIF" -> {
                cursor.expect('(');
                conditions.condition();
                cursor.expect(',');
                expressions.values();
                close();
            }
            default -> {
                if (hasOwnForm(function)) {
                    cursor.skipGroup();
                } else {
                    arguments();
                }
            }
        }
    }

    /** {@code TRIM(BOTH 'x' FROM a)}, {@code JSON_OBJECT('a': 1 NULL ON NULL)} and what is like them. */
    private static boolean hasOwnForm(String function) {
        return function.equals("TRIM") || function.startsWith("JSON_") || function.startsWith("AI_");
    }

    private void arguments() {
        cursor.expect('(');
        if (cursor.accept(')')) {
            return;
        }
        if (!cursor.accept("DISTINCT")) {
            cursor.accept("ALL");
        }
        if (!cursor.accept('*')) {
            do {
                if (!cursor.accept("DEFAULT")) {
                    expressions.value();
                }
            } while (cursor.accept(','));
        }
        close();
    }

    /** A type has one word or more, such as {@code national char varying(10)}, or a schema. */
    private void type() {
        if (cursor.isAtEnd() || !ReservedWords.isType(cursor.token())) {
            throw cursor.expected("A type");
        }
        while ((cursor.isAt(Kind.WORD) && !cursor.isAt("USING")) || cursor.isAt(Kind.NAME) || cursor.isAt('.')) {
            cursor.next();
        }
        if (cursor.isAt('(')) {
            cursor.skipGroup();
        }
    }

    private void close() {
        if (!cursor.accept(')')) {
            throw cursor.expected("An operator, a comma or )");
        }
    }
}
