package dev.sluice.kernel.console;

/**
 * Text of others as a terminal may get it: values, names, errors of servers, what code prints. A terminal takes control
 * characters for commands (it writes the clipboard, moves the cursor, changes its title), so each of them is replaced by a
 * picture of itself; line feeds and tabs stay.
 */
public final class TerminalText {

    private static final int PICTURES = 0x2400;
    private static final char DELETE = 0x7f;
    private static final char LAST_C1 = 0x9f;

    private TerminalText() {}

    /**
     * Returns a text without control characters: C0 ones become their pictures ({@code ESC} becomes U+241B), those of C1,
     * which have none, U+FFFD. A carriage return before a line feed goes.
     */
    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (!isControl(character)) {
                plain.append(character);
            } else if (character != '\r' || i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                plain.append(picture(character));
            }
        }
        return plain.toString();
    }

    /** Returns whether a text has no control character but line feeds and tabs. */
    static boolean isPlain(String text) {
        return text.chars().noneMatch(character -> isControl((char) character));
    }

    /** Returns a line of JSON in which C1 characters are escaped; the others JSON does not allow unescaped. */
    static String ofJson(String json) {
        StringBuilder plain = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char character = json.charAt(i);
            plain.append(isControl(character) ? "\\u00" + Integer.toHexString(character) : String.valueOf(character));
        }
        return plain.toString();
    }

    private static boolean isControl(char character) {
        return (character < ' ' && character != '\n' && character != '\t')
                || (character >= DELETE && character <= LAST_C1);
    }

    private static char picture(char control) {
        if (control == DELETE) {
            return '\u2421';
        }
        return control < ' ' ? (char) (PICTURES + control) : '\uFFFD';
    }
}
