package dev.sluice.connector.sql;

import dev.sluice.connector.sql.TsqlToken.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * Finds places in a query, at any depth, where something is missing. It knows no grammar of a SELECT: only words and signs
 * that want something behind them, words that can begin nothing, and the conditions of WHERE.
 */
final class QueryGaps {

    /** Reserved words that want something behind them wherever they stand in a query. */
    private static final Set<String> OPEN = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "BY",
            "HAVING",
            "ON",
            "JOIN",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "LIKE",
            "BETWEEN",
            "WHEN",
            "THEN",
            "ELSE",
            "AS",
            "IS",
            "TOP",
            "COLLATE",
            "ESCAPE");

    /** Signs that want something behind them. An asterisk may stand for all columns, and a dot end a number. */
    private static final String OPEN_SIGNS = ",=<>+-/%&|^~!";

    /** Reserved words that only go on with something. */
    private static final Set<String> INNER = Set.of(
            "FROM",
            "WHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "OPTION",
            "THEN",
            "ELSE",
            "END",
            "WHEN",
            "AND",
            "OR",
            "ON",
            "JOIN",
            "LIKE",
            "BETWEEN",
            "IS",
            "IN",
            "ESCAPE",
            "BY",
            "AS");

    /** Words that NOT can stand before and that begin nothing. */
    private static final Set<String> NEGATED = Set.of("LIKE", "BETWEEN", "IN");

    /** Words of clauses that can stand behind the one of WHERE. */
    private static final Set<String> BEHIND_WHERE =
            Set.of("GROUP", "HAVING", "ORDER", "UNION", "EXCEPT", "INTERSECT", "OPTION", "FOR", "WINDOW");

    private final TsqlText text;

    private QueryGaps(TsqlText text) {
        this.text = text;
    }

    /**
     * Refuses a text with gaps.
     *
     * @throws TsqlException that says where the first of them is
     */
    static void refuse(TsqlText text) {
        QueryGaps gaps = new QueryGaps(text);
        for (int i = 0; i < text.size(); i++) {
            if (text.is(i, "OPTION")) {
                // Hints are made of the words of clauses.
                return;
            }
            gaps.refuseGap(i);
            if (text.is(i, "WHERE")) {
                gaps.refuseNoCondition(i + 1);
            }
        }
    }

    private void refuseGap(int i) {
        int next = i + 1;
        boolean quantified = text.is(i - 1, "SELECT") && (text.is(i, "ALL") || text.is(i, "DISTINCT"));
        boolean first = text.is(i, '(') && text.is(next, ',');
        if (!quantified && !first && !isOpen(text.token(i))) {
            return;
        }
        boolean missing = next == text.size()
                || text.is(next, ')')
                || text.is(next, ',')
                || text.is(next, ';')
                || isIn(INNER, text.token(next));
        boolean negated = text.is(i, "NOT") && next < text.size() && isIn(NEGATED, text.token(next));
        if (missing && !negated) {
            throw expected("Something behind " + text.token(i).text(), next);
        }
    }

    private static boolean isOpen(TsqlToken token) {
        return isIn(OPEN, token) || (token.kind() == Kind.SIGN && OPEN_SIGNS.contains(token.text()));
    }

    private void refuseNoCondition(int from) {
        int after = ConditionParser.afterCondition(text, from);
        boolean end = after == text.size()
                || text.is(after, ')')
                || text.is(after, ';')
                || isIn(BEHIND_WHERE, text.token(after));
        if (!end) {
            throw expected("AND, OR or the end of the condition", after);
        }
    }

    private TsqlException expected(String what, int place) {
        return new TsqlCursor(text, place).expected(what);
    }

    private static boolean isIn(Set<String> words, TsqlToken token) {
        return token.kind() == Kind.WORD && words.contains(token.text().toUpperCase(Locale.ROOT));
    }
}
