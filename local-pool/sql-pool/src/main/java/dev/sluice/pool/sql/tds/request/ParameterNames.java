package dev.sluice.pool.sql.tds.request;

import dev.sluice.pool.sql.session.SqlParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * The names in a parameter declaration ({@code @P0 int, @P1 decimal(38,4)}) of sp_executesql or sp_prepare, for the
 * values that come without one.
 */
public final class ParameterNames {

    private final List<String> names;

    private ParameterNames(List<String> names) {
        this.names = names;
    }

    /** Reads a declaration. */
    public static ParameterNames of(String declaration) {
        List<String> names = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i <= declaration.length(); i++) {
            char c = i == declaration.length() ? ',' : declaration.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth <= 0) {
                addName(names, declaration.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        return new ParameterNames(List.copyOf(names));
    }

    private static void addName(List<String> names, String declared) {
        if (!declared.startsWith("@")) {
            return;
        }
        int end = 1;
        while (end < declared.length() && !Character.isWhitespace(declared.charAt(end))) {
            end++;
        }
        names.add(declared.substring(0, end));
    }

    /** Gives each value without a name the one that is declared at its place. */
    public List<SqlParameter> applyTo(List<RpcParameter> values) {
        List<SqlParameter> named = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            SqlParameter value = values.get(i).value();
            boolean nameless = value.name().isEmpty() && i < names.size();
            named.add(nameless ? new SqlParameter(names.get(i), value.type(), value.value()) : value);
        }
        return named;
    }
}
