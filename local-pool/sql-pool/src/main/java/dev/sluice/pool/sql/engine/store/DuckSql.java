package dev.sluice.pool.sql.engine.store;

import dev.sluice.pool.sql.session.SqlError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pieces of DuckDB's SQL. */
public final class DuckSql {

    private static final char MARK = '\u0001';
    private static final Pattern RAISED = Pattern.compile(MARK + "(\\d+)" + MARK + "(.*)" + MARK, Pattern.DOTALL);

    private DuckSql() {}

    /** Returns a name in double quotes. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns a text as a literal. */
    public static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /**
     * Returns an expression that ends the statement with an error, which {@link #raised} finds.
     *
     * @param message an expression of the message
     */
    public static String raise(int number, String message) {
        return "error('" + MARK + number + MARK + "' || " + message + " || '" + MARK + "')";
    }

    /** Finds the error that a statement raised by {@link #raise} in what DuckDB says. */
    public static Optional<SqlError> raised(String text, int line) {
        Matcher matcher = RAISED.matcher(text);
        return matcher.find()
                ? Optional.of(new SqlError(Integer.parseInt(matcher.group(1)), 16, 1, line, matcher.group(2)))
                : Optional.empty();
    }
}
