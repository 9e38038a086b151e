package dev.sluice.transfer;

/** One column inside an option: bare, {@code [in brackets]} or {@code "in double quotes"}. */
final class ColumnName {

    private ColumnName() {}

    /**
     * Reads a column. Blanks around it do not count; a doubled closing delimiter stands for itself.
     *
     * @throws IllegalArgumentException if it is delimited and ends before or after its closing delimiter, or is empty
     */
    static String parse(String text) {
        String part = text.strip();
        char opening = part.isEmpty() ? ' ' : part.charAt(0);
        if (opening != '[' && opening != '"') {
            if (part.isEmpty()) {
                throw invalid(text, "it is empty");
            }
            return part;
        }
        char closing = opening == '[' ? ']' : '"';
        StringBuilder name = new StringBuilder();
        int at = 1;
        while (at < part.length()) {
            char current = part.charAt(at);
            boolean doubled = current == closing && at + 1 < part.length() && part.charAt(at + 1) == closing;
            if (current == closing && !doubled) {
                break;
            }
            name.append(current);
            at += doubled ? 2 : 1;
        }
        if (at != part.length() - 1) {
            throw invalid(
                    text,
                    at < part.length() ? "something follows its closing " + closing : "missing closing " + closing);
        }
        if (name.isEmpty()) {
            throw invalid(text, "it is empty");
        }
        return name.toString();
    }

    /** Returns a column so that {@link #parse} reads the same: bare where that can be. */
    static String write(String column) {
        boolean bare = !column.isEmpty()
                && column.equals(column.strip())
                && column.charAt(0) != '['
                && column.charAt(0) != '"';
        return bare ? column : '[' + column.replace("]", "]]") + ']';
    }

    private static IllegalArgumentException invalid(String text, String why) {
        return new IllegalArgumentException(
                "Invalid column '" + text + "': " + why + ". Write one column, in brackets where it needs them");
    }
}
