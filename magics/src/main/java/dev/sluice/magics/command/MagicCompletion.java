package dev.sluice.magics.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Completes a magic line: names of magics, commands of {@code %%sqlpool}, options and their values.
 *
 * @param matches what the last word can become
 * @param start where the last word begins in the line, in UTF-16 units
 */
public record MagicCompletion(List<String> matches, int start) {
    public MagicCompletion {
        matches = List.copyOf(matches);
    }

    /**
     * Completes the end of a line.
     *
     * @param line the line up to the cursor, without white space before its marks
     */
    public static MagicCompletion of(String line) {
        int start = lastWordStart(line);
        String word = line.substring(start);
        if (start == 0) {
            return new MagicCompletion(names(word), 0);
        }
        String[] words = line.substring(0, start).strip().split("\\s+");
        if (!words[0].replace("%", "").equals(Magic.SQLPOOL.word())) {
            return new MagicCompletion(List.of(), start);
        }
        int equals = word.indexOf('=');
        if (word.startsWith("--") && equals > 0) {
            return new MagicCompletion(
                    starting(choices(word.substring(0, equals)), word.substring(equals + 1)), start + equals + 1);
        }
        return new MagicCompletion(starting(candidates(words, word), word), start);
    }

    private static int lastWordStart(String line) {
        int start = line.length();
        while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static List<String> names(String word) {
        String marks = word.startsWith("%%") ? "%%" : "%";
        Stream<String> usual = Arrays.stream(Magic.values()).map(Magic::typed);
        Stream<String> asTyped = Arrays.stream(Magic.values()).map(magic -> marks + magic.word());
        return starting(Stream.concat(usual, asTyped).distinct().toList(), word);
    }

    private static List<String> candidates(String[] words, String word) {
        if (words.length == 1) {
            return Stream.concat(SqlPoolCommand.words().stream(), Stream.of("help"))
                    .toList();
        }
        if (words[1].equals("help")) {
            return words.length == 2 ? SqlPoolCommand.words() : List.of();
        }
        String before = words[words.length - 1];
        if (before.startsWith("--")
                && !SqlPoolOption.ofFlag(before).map(SqlPoolOption::isSwitch).orElse(false)) {
            return choices(before);
        }
        Optional<SqlPoolCommand> command = SqlPoolCommand.ofWord(words[1]);
        if (command.isEmpty() || !(word.isEmpty() || word.startsWith("-"))) {
            return List.of();
        }
        List<String> given = Arrays.asList(words);
        List<String> flags = new ArrayList<>();
        for (SqlPoolOption option : command.get().options()) {
            if (!given.contains(option.flag())) {
                flags.add(option.flag());
            }
        }
        return flags;
    }

    private static List<String> choices(String flag) {
        return SqlPoolOption.ofFlag(flag).map(SqlPoolOption::choices).orElse(List.of());
    }

    private static List<String> starting(List<String> candidates, String word) {
        String typed = word.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate -> candidate.startsWith(typed))
                .toList();
    }
}
