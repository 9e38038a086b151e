package dev.sluice.magics.command;

import java.util.Optional;

/** Explains a word of a magic line. */
public final class MagicInspection {

    private MagicInspection() {}

    /**
     * Returns help on the word at the cursor: a magic, a command of {@code %%sqlpool} or an option.
     *
     * @param line the line, without white space before its marks
     * @param cursor position in it, in UTF-16 units; negative in the white space before its marks
     */
    public static Optional<String> of(String line, int cursor) {
        int at = Math.max(0, Math.min(cursor, line.length()));
        int start = at;
        while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
            start--;
        }
        int end = at;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return word(line.substring(start, end).split("=", 2)[0]);
    }

    private static Optional<String> word(String word) {
        if (word.startsWith("%")) {
            return Magic.find(word.replace("%", ""))
                    .map(magic -> magic == Magic.SQLPOOL ? SqlPoolHelp.of("") : magic.help());
        }
        if (word.startsWith("--")) {
            return SqlPoolOption.ofFlag(word).map(SqlPoolHelp::option);
        }
        return SqlPoolCommand.ofWord(word).map(command -> SqlPoolHelp.of(command.word()));
    }
}
