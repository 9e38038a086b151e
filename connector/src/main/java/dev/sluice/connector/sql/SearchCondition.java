package dev.sluice.connector.sql;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.TsqlToken.Kind;
import dev.sluice.transfer.ErrorCode;
import java.util.Locale;
import java.util.Set;

/**
 * One complete search condition or expression in T-SQL, safe to stand inside parentheses of a statement.
 *
 * @param sql the expression without comments
 */
public record SearchCondition(String sql) {

    /** Reserved words of clauses, which stand in subqueries only. */
    private static final Set<String> CLAUSES = Set.of(
            "EXCEPT", "FOR", "GROUP", "HAVING", "INTERSECT", "OPTION", "ORDER", "SELECT", "UNION", "WHERE", "WITH");

    /** Reserved words and signs that want something in front of them. */
    private static final Set<String> INFIX = Set.of(
            "AND", "OR", "IN", "LIKE", "BETWEEN", "IS", "ESCAPE", "COLLATE", "=", "<", ">", "*", "/", "%", "&", "|",
            "^");

    /** Reserved words and signs that want something behind them. */
    private static final Set<String> OPEN = Set.of(
            "AND", "OR", "NOT", "IN", "LIKE", "BETWEEN", "IS", "=", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^",
            "~");

    /**
     * Reads a condition.
     *
     * @param role whose text it is, as messages name it, such as {@code option where}
     * @throws TransferFailedException if it is none, or more than one
     */
    public static SearchCondition parse(String role, String text) {
        try {
            return new SearchCondition(checked(TsqlText.of(text)));
        } catch (TsqlException e) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The " + role + " is not one condition",
                    e.why(),
                    "Write one T-SQL condition without the word WHERE, as in a > 1 AND b IS NOT NULL");
        }
    }

    private static String checked(TsqlText text) {
        int size = text.size();
        if (size == 0) {
            throw new TsqlException("It is empty");
        }
        for (int i = 0; i < size; i++) {
            TsqlToken token = text.token(i);
            boolean clause =
                    token.kind() == Kind.WORD && CLAUSES.contains(token.text().toUpperCase(Locale.ROOT));
            boolean from = token.is("FROM") && !text.is(i - 1, "DISTINCT");
            if (token.is(';') || (text.depth(i) == 0 && (clause || from || token.is(',')))) {
                throw new TsqlException(token.text() + " at " + token.at() + " has no place in a condition");
            }
        }
        if (INFIX.contains(upper(text.token(0)))) {
            throw new TsqlException("Something is missing before "
                    + text.token(0).text() + " at " + text.token(0).at());
        }
        TsqlToken last = text.token(size - 1);
        if (OPEN.contains(upper(last))) {
            throw new TsqlException("Something is missing behind " + last.text() + " at " + last.at());
        }
        return text.written(0, size);
    }

    private static String upper(TsqlToken token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.SIGN
                ? token.text().toUpperCase(Locale.ROOT)
                : "";
    }
}
