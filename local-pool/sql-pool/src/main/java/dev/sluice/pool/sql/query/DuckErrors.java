package dev.sluice.pool.sql.query;

import dev.sluice.pool.sql.query.runtime.RaisedFailures;
import dev.sluice.pool.sql.query.runtime.SqlFailure;
import dev.sluice.pool.sql.session.Exhaustion;
import dev.sluice.pool.sql.session.SqlError;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates what DuckDB throws to errors of a SQL pool: the one place where DuckDB's messages are read. */
public final class DuckErrors {

    private static final int SEVERITY = 16;

    /**
     * What stands before a pattern: the kind of error, and words of DuckDB. Values of the user stand in quotes, so what
     * follows a quote tells nothing.
     */
    private static final String WORDS = "\\A[A-Z][\\w ]* Error: [^\"'\\n]*?";

    /**
     * Patterns of DuckDB's messages. {@code $1}, {@code $2} stand for their groups, types in T-SQL's names.
     *
     * @param text the message, empty for DuckDB's own
     */
    private record Rule(Pattern pattern, int number, String text) {

        /** A rule for errors of any kind. */
        static Rule of(String pattern, int number, String text) {
            return new Rule(Pattern.compile(WORDS + "(?:" + pattern + ')', Pattern.DOTALL), number, text);
        }

        /** A rule for all errors of a kind. */
        static Rule ofKind(String kind, int number, String text) {
            return new Rule(Pattern.compile("\\A" + kind + " Error: "), number, text);
        }
    }

    private static final String OVERFLOW = "Arithmetic overflow error converting expression to data type ";

    private static final String DEADLOCKED = "Transaction was deadlocked on resources with another process and has been"
            + " chosen as the deadlock victim. Rerun the transaction.";

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "Type \\w+ with value \\S+ can't be cast because the value is out of range for the destination type"
                            + " (\\w+)",
                    8115,
                    OVERFLOW + "$1."),
            Rule.of("Overflow in \\w+ of (\\w+)", 8115, OVERFLOW + "$1."),
            Rule.of("Failed to cast decimal value \\S+ to type (\\w+)", 8115, OVERFLOW + "$1."),
            Rule.of("Could not cast value .* to (DECIMAL)\\(", 8115, OVERFLOW + "$1."),
            Rule.of("Casting value .* to type (DECIMAL)", 8115, OVERFLOW + "$1."),
            Rule.of(
                    "Could not convert string '.*' to INT128",
                    8169,
                    "Conversion failed when converting from a" + " character string to uniqueidentifier."),
            Rule.of(
                    "Could not convert string [\"'](.*)[\"'] to (\\w+)",
                    245,
                    "Conversion failed when converting the" + " varchar value '$1' to data type $2."),
            Rule.of(
                    "square root of a negative|logarithm of|ACOS is undefined|ASIN is undefined|input value \\S+ is out of"
                            + " range",
                    3623,
                    "An invalid floating point operation occurred."),
            Rule.of(
                    "Date out of range|Invalid time specified",
                    289,
                    "Cannot construct data type date, some of the" + " arguments have values which are not valid."),
            Rule.of(
                    "Overflow exception in date/time|[Dd]ate[^\"'\\n]*out of range|Interval value|[Tt]imestamp[^\"'\\n]*out of range",
                    517,
                    "Adding a value to a 'datetime2' column caused an overflow."),
            Rule.of(
                    "NOT NULL constraint failed: (?:.*\\.)?([^.\\n]+)",
                    515,
                    "Cannot insert the value NULL into column" + " '$1'; column does not allow nulls. INSERT fails."),
            Rule.of(
                    "More than one row returned by a subquery",
                    512,
                    "Subquery returned more than 1 value. This is not"
                            + " permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an"
                            + " expression."),
            Rule.of("Table with name (\\S+) does not exist", 208, "Invalid object name '$1'."),
            Rule.of("Conflict on|write-write conflict", 1205, DEADLOCKED),
            Rule.ofKind("TransactionContext", 1205, DEADLOCKED),
            Rule.of("Max expression depth limit|memory exhausted at or near", 191, Exhaustion.NESTED_TOO_DEEPLY),
            Rule.ofKind("INTERRUPT", 3617, "The query was cancelled."),
            Rule.ofKind("Out of Memory", 701, Exhaustion.OUT_OF_MEMORY),
            Rule.of("could not allocate|failed to offload", 701, Exhaustion.OUT_OF_MEMORY));

    private DuckErrors() {}

    /**
     * Translates an error of a running statement.
     *
     * @param line line of the statement in its batch
     */
    public static SqlError translate(SQLException error, int line) {
        String message = String.valueOf(error.getMessage());
        Optional<SqlFailure> raised = RaisedFailures.find(message);
        if (raised.isPresent()) {
            return new SqlError(
                    raised.get().number(), SEVERITY, 1, line, raised.get().text());
        }
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(message);
            if (matcher.lookingAt()) {
                return new SqlError(rule.number(), SEVERITY, 1, line, filled(rule.text(), matcher));
            }
        }
        // An error that has no counterpart: DuckDB's own words, without the SQL that the user never wrote.
        String first = HostPaths.hidden(message.split("\n", 2)[0]);
        return new SqlError(50000, SEVERITY, 1, line, first);
    }

    private static String filled(String text, Matcher matcher) {
        String filled = text;
        for (int i = 1; i <= matcher.groupCount(); i++) {
            filled = filled.replace("$" + i, name(String.valueOf(matcher.group(i))));
        }
        return filled;
    }

    private static String name(String type) {
        return switch (type) {
            case "INT32", "INTEGER" -> "int";
            case "INT64", "BIGINT" -> "bigint";
            case "INT16", "SMALLINT" -> "smallint";
            case "UINT8", "UTINYINT" -> "tinyint";
            case "DECIMAL" -> "numeric";
            case "DOUBLE" -> "float";
            case "FLOAT" -> "real";
            default -> type;
        };
    }
}
