package dev.sluice.magics.syntax;

import dev.sluice.livy.Language;
import java.util.Optional;
import java.util.Set;

/**
 * A magic below code of its cell, where it is none and no code either.
 *
 * @param typed the name with its marks, such as {@code %%sql}
 * @param line number of its line in the code, from 0
 */
public record BuriedMagic(String typed, int line) {

    /**
     * Finds the first one. What stands in a string, a comment or brackets, or continues the line above, is code; so is
     * {@code %name} in SQL, where it may be the remainder operator.
     *
     * @param magics names of the magics that there are
     */
    public static Optional<BuriedMagic> in(Language language, String code, Set<String> magics) {
        for (int start : CodeShape.lineStarts(language, code)) {
            int end = code.indexOf('\n', start);
            String text = code.substring(start, end < 0 ? code.length() : end).strip();
            Optional<String> name = CellParser.magicName(text, "%%");
            String marks = "%%";
            if (name.isEmpty() && language != Language.SQL) {
                marks = "%";
                name = CellParser.magicName(text, marks);
            }
            if (name.isPresent() && isMeant(language, marks, name.get(), magics)) {
                int line = (int) code.substring(0, start)
                        .chars()
                        .filter(each -> each == '\n')
                        .count();
                return Optional.of(new BuriedMagic(marks + name.get(), line));
            }
        }
        return Optional.empty();
    }

    /** Python has no use for two marks at the begin of a line, whatever follows. */
    private static boolean isMeant(Language language, String marks, String name, Set<String> magics) {
        return magics.contains(name) || (language == Language.PYSPARK && marks.equals("%%"));
    }
}
