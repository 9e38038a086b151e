package dev.sluice.magics.command;

import dev.sluice.magics.syntax.UsageException;
import dev.sluice.transfer.InvalidTableNameException;
import dev.sluice.transfer.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of tables, views, frames and columns, as they are typed. */
final class Names {

    /** What Spark takes for a view without quotes (IDENTIFIER of its grammar). */
    private static final Pattern VIEW = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What is a variable in Python and in Scala, too. */
    private static final Pattern VARIABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private static final Pattern QUALIFIED_VIEW =
            Pattern.compile("(?:`[^`]+`|[\\p{L}_][\\p{L}\\p{N}_]*)(?:\\.(?:`[^`]+`|[\\p{L}_][\\p{L}\\p{N}_]*))*");

    private Names() {}

    static TableName table(String raw) {
        try {
            return TableName.parse(raw);
        } catch (InvalidTableNameException e) {
            throw new UsageException(
                    String.valueOf(e.getMessage()),
                    "Write table, schema.table or database.schema.table; put unusual names into brackets, as in"
                            + " dbo.[Order Lines].");
        }
    }

    static String newView(String raw) {
        if (!VIEW.matcher(raw).matches()) {
            throw new UsageException(
                    "Invalid view name '" + raw + "'",
                    "Use the letters a to z, digits and _, beginning with a letter.");
        }
        return raw;
    }

    /** Reads the name of a frame: a variable, or a view in backticks or brackets, or one with its database. */
    static String frame(String raw) {
        String name = raw.startsWith("[") && raw.endsWith("]") && raw.length() > 2
                ? '`' + raw.substring(1, raw.length() - 1) + '`'
                : raw;
        if (!QUALIFIED_VIEW.matcher(name).matches()) {
            throw new UsageException(
                    "Invalid frame '" + raw + "'",
                    "Name a DataFrame variable or a view; give an expression a name first, as in"
                            + " small = df.limit(5).");
        }
        return name;
    }

    static boolean isVariable(String frame) {
        return VARIABLE.matcher(frame).matches();
    }

    /** Splits a list of columns at its commas. A column in brackets or double quotes may hold one. */
    static List<String> columns(String text) {
        List<String> columns = new ArrayList<>();
        int start = 0;
        char closing = 0;
        for (int i = 0; i <= text.length(); i++) {
            char current = i < text.length() ? text.charAt(i) : ',';
            if (closing != 0 && i < text.length()) {
                closing = current == closing ? 0 : closing;
            } else if (current == '[' || current == '"') {
                closing = current == '[' ? ']' : '"';
            } else if (current == ',') {
                columns.add(column(text.substring(start, i).strip(), text));
                start = i + 1;
            }
        }
        return columns;
    }

    private static String column(String part, String list) {
        String name = part;
        if (part.length() > 1 && part.startsWith("[") && part.endsWith("]")) {
            name = part.substring(1, part.length() - 1).replace("]]", "]");
        } else if (part.length() > 1 && part.startsWith("\"") && part.endsWith("\"")) {
            name = part.substring(1, part.length() - 1).replace("\"\"", "\"");
        }
        if (name.isEmpty()) {
            throw new UsageException("Invalid columns '" + list + "'", "Separate names by single commas, as in a,b,c.");
        }
        return name;
    }
}
