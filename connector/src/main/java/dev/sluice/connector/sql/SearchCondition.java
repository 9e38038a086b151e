package dev.sluice.connector.sql;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.ErrorCode;

/**
 * One complete search condition in T-SQL, safe to stand inside parentheses of a statement.
 *
 * @param sql the condition without comments
 */
public record SearchCondition(String sql) {

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
        if (text.size() == 0) {
            throw new TsqlException("It is empty");
        }
        int after = ConditionParser.afterCondition(text, 0);
        if (after < text.size()) {
            throw new TsqlCursor(text, after).expected("AND, OR or the end of the condition");
        }
        QueryGaps.refuse(text);
        return text.written(0, text.size());
    }
}
