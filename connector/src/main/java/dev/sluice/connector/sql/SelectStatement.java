package dev.sluice.connector.sql;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.sql.TsqlToken.Kind;
import dev.sluice.transfer.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * One complete SELECT of the user, taken apart so that it can stand inside another statement.
 *
 * <pre>
 * WITH x AS (...)  SELECT ... UNION SELECT ...  ORDER BY ...  OPTION (...)
 * with             body                         order         hints
 * </pre>
 *
 * <p>A common table expression cannot stand in parentheses, a hint neither, an ORDER BY only with TOP: each of them goes to
 * its own place. Comments are left out, so that none can hide what follows it.
 *
 * @param with the common table expressions with a blank behind them, or empty
 * @param body the query; with its ORDER BY if that decides which rows it gives
 * @param order an ORDER BY that decides nothing but the order, or empty
 * @param hints what stands in the parentheses of OPTION, or empty
 */
public record SelectStatement(String with, String body, String order, String hints) {

    /**
     * Reads a statement.
     *
     * @throws TransferFailedException if it is not one SELECT
     */
    public static SelectStatement parse(String text) {
        try {
            return new Reader(TsqlText.of(text)).read();
        } catch (TsqlException e) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The query is not one SELECT",
                    e.why(),
                    "Give one SELECT, with or without WITH before it; use %%sqlpool run for other statements");
        }
    }

    /** Returns the statement to be run on its own, with a label or none. */
    public String standing(@Nullable String label) {
        return with + body + (order.isEmpty() ? "" : " " + order) + option(hints, label);
    }

    /** Returns the body as something to select from. */
    public String derivedTable() {
        return "(" + body + ") AS q";
    }

    /**
     * Returns an OPTION clause with a blank before it, or nothing.
     *
     * @param hints what stands in the parentheses, or empty
     * @throws TransferFailedException if the hints have a label too
     */
    public static String option(String hints, @Nullable String label) {
        if (label == null) {
            return hints.isEmpty() ? "" : " OPTION (" + hints + ")";
        }
        if (TsqlLexer.tokens(hints).stream().anyMatch(token -> token.is("LABEL"))) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Two labels are given",
                    "The query has OPTION (" + hints + "), and the option label is " + label,
                    "Leave one of them out");
        }
        return " OPTION (LABEL = " + Literal.unicode(label) + (hints.isEmpty() ? "" : ", " + hints) + ")";
    }

    /**
     * Refuses a limit from outside.
     *
     * @throws TransferFailedException if the query is ordered: the limit would not know its order
     */
    public void refuseLimit() {
        if (!order.isEmpty()) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The query is ordered and limited from outside",
                    "Its order is lost where the limit applies: other rows would come out",
                    "Leave out the option limit, and write SELECT TOP (n) ... ORDER BY ... in the query");
        }
    }

    /** Walks through the tokens of one statement. */
    private static final class Reader {

        private final TsqlText text;
        private int first;
        private int end;

        Reader(TsqlText text) {
            this.text = text;
            this.end = text.size();
        }

        SelectStatement read() {
            while (text.is(first, ';')) {
                first++;
            }
            while (end > first && text.is(end - 1, ';')) {
                end--;
            }
            if (first == end) {
                throw new TsqlException("It is empty");
            }
            int body = text.is(first, "WITH") ? afterExpressions() : first;
            if (body == end || (!text.is(body, "SELECT") && !text.is(body, '('))) {
                String at = body == end ? "" : " at " + text.token(body).at();
                throw new TsqlException("SELECT is expected"
                        + (body == end
                                ? " at its end"
                                : at + ", not " + text.token(body).text()));
            }
            int option = end;
            int order = end;
            boolean combined = false;
            boolean paged = false;
            for (int i = body; i < end; i++) {
                if (text.token(i).is(';')) {
                    refuseMore(i);
                }
                if (text.depth(i) > 0) {
                    continue;
                }
                boolean operator = isSetOperator(i);
                combined |= operator;
                if (text.is(i, "SELECT") && i > body && !isSetOperator(i - 1) && !isUnionAll(i - 1)) {
                    refuseMore(i);
                } else if (text.is(i, "OPTION") && option == end) {
                    option = i;
                } else if (text.is(i, "ORDER") && order == end) {
                    order = i;
                } else if (text.is(i, "FOR")) {
                    throw new TsqlException("FOR at " + text.token(i).at() + " makes no columns that can be read");
                }
                paged |= order < i && text.is(i, "OFFSET");
            }
            String hints = option == end ? "" : hints(option);
            QueryGaps.refuse(text);
            int bodyEnd = Math.min(order, option);
            boolean decides = paged || (!combined && isTop(body));
            return new SelectStatement(
                    body == first ? "" : text.written(first, body) + " ",
                    text.written(body, decides ? option : bodyEnd),
                    decides || order == end ? "" : text.written(order, option),
                    hints);
        }

        /** Returns the place behind {@code WITH name (columns) AS (...), ...}. */
        private int afterExpressions() {
            int i = first;
            do {
                i++;
                requireName(i);
                i++;
                if (text.is(i, '(')) {
                    i = text.afterGroup(i);
                }
                require(i, "AS", text.is(i, "AS"));
                require(i + 1, "(", text.is(i + 1, '('));
                i = text.afterGroup(i + 1);
            } while (text.is(i, ','));
            return i;
        }

        private void requireName(int i) {
            require(
                    i,
                    "the name of a common table expression",
                    i < end
                            && (text.token(i).kind() == Kind.NAME
                                    || text.token(i).kind() == Kind.WORD));
        }

        private void require(int i, String what, boolean there) {
            if (!there) {
                throw new TsqlException(what + " is expected "
                        + (i < end
                                ? "at " + text.token(i).at() + ", not "
                                        + text.token(i).text()
                                : "at its end"));
            }
        }

        private void refuseMore(int i) {
            int next = text.token(i).is(';') ? i + 1 : i;
            throw new TsqlException("Another statement begins at "
                    + text.token(next).at() + ": " + text.token(next).text());
        }

        private String hints(int option) {
            require(option + 1, "(", text.is(option + 1, '('));
            int after = text.afterGroup(option + 1);
            if (after < end) {
                throw new TsqlException(
                        text.token(after).text() + " at " + text.token(after).at() + " stands behind OPTION");
            }
            return text.written(option + 2, after - 1);
        }

        private boolean isSetOperator(int i) {
            return text.is(i, "UNION") || text.is(i, "EXCEPT") || text.is(i, "INTERSECT");
        }

        private boolean isUnionAll(int i) {
            return text.is(i, "ALL") && text.is(i - 1, "UNION");
        }

        private boolean isTop(int body) {
            int i = body + 1;
            if (text.is(i, "ALL") || text.is(i, "DISTINCT")) {
                i++;
            }
            return text.is(i, "TOP");
        }
    }
}
