package dev.sluice.magics.command;

import dev.sluice.magics.syntax.NearMatch;
import dev.sluice.magics.syntax.UsageException;
import dev.sluice.magics.syntax.Word;
import dev.sluice.magics.syntax.WordSplitter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line {@code %%sqlpool command ...}, taken apart: what stands before the arrow, what stands behind it, and the options,
 * which may stand anywhere behind the command.
 */
final class SqlPoolLine {

    private final SqlPoolCommand command;
    private final List<Word> source = new ArrayList<>();
    private final List<Word> target = new ArrayList<>();
    private final Map<SqlPoolOption, String> options = new EnumMap<>(SqlPoolOption.class);
    private boolean arrow;

    private SqlPoolLine(SqlPoolCommand command) {
        this.command = command;
    }

    /**
     * Reads the line behind {@code %%sqlpool}.
     *
     * @throws UsageException if it is none
     */
    static SqlPoolLine parse(String line) {
        List<Word> words = WordSplitter.split(line);
        if (words.isEmpty()) {
            throw new UsageException(
                    "Missing command after %%sqlpool",
                    "Write one of " + String.join(", ", SqlPoolCommand.words()) + "; %sqlpool help explains them.");
        }
        SqlPoolLine parsed = new SqlPoolLine(command(words.get(0).raw()));
        parsed.read(words.subList(1, words.size()));
        return parsed;
    }

    private static SqlPoolCommand command(String word) {
        return SqlPoolCommand.ofWord(word)
                .orElseThrow(() -> new UsageException(
                        "Unknown command '" + word + "' of %%sqlpool",
                        NearMatch.question(word, SqlPoolCommand.words()) + "There are "
                                + String.join(", ", SqlPoolCommand.words()) + "; %sqlpool help explains them."));
    }

    SqlPoolCommand command() {
        return command;
    }

    /** Returns the only word before the arrow, if there is one. */
    Optional<Word> source() {
        return only(source);
    }

    /** Returns the only word behind the arrow, if there is one. */
    Optional<Word> target() {
        return only(target);
    }

    boolean hasArrow() {
        return arrow;
    }

    Map<SqlPoolOption, String> options() {
        return Collections.unmodifiableMap(options);
    }

    private Optional<Word> only(List<Word> words) {
        if (words.size() > 1) {
            throw new UsageException(
                    "Unexpected '" + words.get(1).raw() + "' after '"
                            + words.get(0).raw() + "'",
                    "Write " + command.form() + "; quote what has spaces in it.");
        }
        return words.stream().findFirst();
    }

    private void read(List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (word.isArrow()) {
                if (arrow) {
                    throw new UsageException("There is more than one '->'", "Write " + command.form() + ".");
                }
                arrow = true;
            } else if (word.raw().startsWith("-")) {
                i += readOption(word, words, i + 1);
            } else {
                (arrow ? target : source).add(word);
            }
        }
    }

    /** Returns how many more words the option took. */
    private int readOption(Word word, List<Word> words, int next) {
        int equals = word.raw().indexOf('=');
        String flag = equals < 0 ? word.raw() : word.raw().substring(0, equals);
        SqlPoolOption option = option(flag);
        if (options.containsKey(option)) {
            throw new UsageException("Option " + flag + " is given twice", "Give it once.");
        }
        if (option.isSwitch()) {
            if (equals >= 0) {
                throw new UsageException("Option " + flag + " takes no value", "Write " + flag + '.');
            }
            options.put(option, "");
            return 0;
        }
        if (equals >= 0) {
            options.put(option, required(option, Word.unquoted(word.raw().substring(equals + 1))));
            return 0;
        }
        if (next >= words.size()
                || words.get(next).isArrow()
                || words.get(next).raw().startsWith("--")) {
            throw missingValue(option);
        }
        options.put(option, required(option, words.get(next).value()));
        return 1;
    }

    private static String required(SqlPoolOption option, String value) {
        if (value.isBlank()) {
            throw missingValue(option);
        }
        return value;
    }

    private static UsageException missingValue(SqlPoolOption option) {
        return new UsageException(
                "Option " + option.flag() + " needs a value", "Write " + option.flag() + ' ' + option.form() + '.');
    }

    private SqlPoolOption option(String flag) {
        Optional<SqlPoolOption> option = SqlPoolOption.ofFlag(flag);
        if (option.isPresent() && command.options().contains(option.get())) {
            return option.get();
        }
        String help = "%sqlpool help " + command.word() + " lists its options.";
        if (option.isPresent()) {
            String owners = option.get().commands().stream()
                    .sorted()
                    .map(SqlPoolCommand::word)
                    .collect(Collectors.joining(" and "));
            throw new UsageException(
                    "Option " + flag + " is not one of %%sqlpool " + command.word(),
                    "It belongs to " + owners + "; " + help);
        }
        List<String> flags = command.options().stream().map(SqlPoolOption::flag).toList();
        throw new UsageException(
                "Unknown option " + flag + " of %%sqlpool " + command.word(), NearMatch.question(flag, flags) + help);
    }
}
