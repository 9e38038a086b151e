package dev.sluice.magics.syntax;

/**
 * Word of a magic line.
 *
 * @param raw as it was typed, quotes and brackets included
 * @param start position in the line, in UTF-16 units
 */
public record Word(String raw, int start) {

    /** What points from the source of a transfer to its target. */
    public static final String ARROW = "->";

    /** Returns the position after the word. */
    public int end() {
        return start + raw.length();
    }

    /** Returns whether the word is the arrow. */
    public boolean isArrow() {
        return raw.equals(ARROW);
    }

    /**
     * Returns what the word means as a value: if quotes enclose all of it, what is inside; a doubled quote inside stands
     * for one. A backslash is a backslash.
     */
    public String value() {
        return unquoted(raw);
    }

    /** Takes enclosing quotes off a text, as {@link #value} does. */
    public static String unquoted(String text) {
        if (text.length() < 2) {
            return text;
        }
        char quote = text.charAt(0);
        if ((quote != '"' && quote != '\'') || text.charAt(text.length() - 1) != quote) {
            return text;
        }
        String inside = text.substring(1, text.length() - 1);
        String doubled = String.valueOf(quote) + quote;
        if (inside.replace(doubled, "").indexOf(quote) >= 0) {
            return text;
        }
        return inside.replace(doubled, String.valueOf(quote));
    }
}
