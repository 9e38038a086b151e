package dev.sluice.kernel.console;

import java.util.regex.Pattern;

/**
 * The words that leave a console, as people know them from Python ({@code exit()}), Scala ({@code :quit}) and SQL shells
 * ({@code exit;}, {@code \q}). They are no code in any language of ours that would be of use as a cell.
 */
final class LeaveWord {

    private static final Pattern WORDS =
            Pattern.compile("(?i)(?:exit|quit)(?:\\s*\\(\\s*\\))?\\s*;?|:q|:quit|:exit|\\\\q");

    private LeaveWord() {}

    static boolean is(String cell) {
        return WORDS.matcher(cell.strip()).matches();
    }
}
