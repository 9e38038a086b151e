package dev.sluice.pool.sql.engine.system;

import dev.sluice.pool.sql.session.SqlParameter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Arguments of a procedure, found by name or by position. */
public final class ProcedureArguments {

    private final List<SqlParameter> arguments;

    /** Wraps what a call came with. */
    public ProcedureArguments(List<SqlParameter> arguments) {
        this.arguments = arguments;
    }

    /**
     * Finds the text of an argument; empty if it is missing or NULL.
     *
     * @param name with its sign
     * @param position counted from 0
     */
    public Optional<String> text(String name, int position) {
        for (SqlParameter argument : arguments) {
            if (argument.name().equalsIgnoreCase(name)) {
                return Optional.ofNullable(argument.value()).map(Object::toString);
            }
        }
        if (position < arguments.size() && arguments.get(position).name().isEmpty()) {
            return Optional.ofNullable(arguments.get(position).value()).map(Object::toString);
        }
        return Optional.empty();
    }

    /** Returns DuckDB's condition that a column is like a pattern of T-SQL's LIKE; true if there is none. */
    static String like(String column, Optional<String> pattern) {
        return pattern.filter(text -> !text.equals("%"))
                .map(text -> "regexp_full_match(" + column + ", '" + regex(text).replace("'", "''") + "', 'i')")
                .orElse("true");
    }

    /** Translates a pattern: {@code %}, {@code _} and sets in brackets. */
    static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char sign = pattern.charAt(i);
            int close = sign == '[' ? pattern.indexOf(']', i + 2) : -1;
            if (sign == '%') {
                regex.append(".*");
            } else if (sign == '_') {
                regex.append('.');
            } else if (close > 0) {
                regex.append('[')
                        .append(escaped(pattern.substring(i + 1, close)))
                        .append(']');
                i = close;
            } else {
                regex.append(
                                Pattern.compile("\\w")
                                                .matcher(String.valueOf(sign))
                                                .matches()
                                        ? ""
                                        : "\\")
                        .append(sign);
            }
            i++;
        }
        return regex.toString();
    }

    private static String escaped(String set) {
        return set.replace("\\", "\\\\").replace("[", "\\[");
    }
}
