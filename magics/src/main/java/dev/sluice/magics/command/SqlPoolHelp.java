package dev.sluice.magics.command;

import dev.sluice.magics.syntax.NearMatch;
import dev.sluice.magics.syntax.UsageException;

/** Help on {@code %%sqlpool}, as text. */
public final class SqlPoolHelp {

    private SqlPoolHelp() {}

    /**
     * Returns help on one command, or on all of them for a blank word.
     *
     * @throws UsageException if there is no such command
     */
    public static String of(String word) {
        String command = word.strip();
        if (command.isEmpty()) {
            return overview();
        }
        return SqlPoolCommand.ofWord(command)
                .map(SqlPoolHelp::command)
                .orElseThrow(() -> new UsageException(
                        "Unknown command '" + command + "' of %%sqlpool",
                        NearMatch.question(command, SqlPoolCommand.words()) + "There are "
                                + String.join(", ", SqlPoolCommand.words()) + '.'));
    }

    private static String overview() {
        StringBuilder text = new StringBuilder("Moves rows between the notebook and a SQL pool.\n");
        for (SqlPoolCommand command : SqlPoolCommand.values()) {
            text.append("\n  ").append(command.form()).append("\n      ").append(command.summary());
        }
        return text.append("\n\n%sqlpool help <command> lists its options.\n")
                .append("<table> is [database.][schema.]table; unusual names in brackets, as in dbo.[Order Lines].")
                .toString();
    }

    private static String command(SqlPoolCommand command) {
        StringBuilder text = new StringBuilder(command.form())
                .append("\n  ")
                .append(command.summary())
                .append(".\n  ")
                .append(command.remark())
                .append("\n\nOptions:");
        for (SqlPoolOption option : command.options()) {
            text.append("\n  ").append(option(option));
        }
        return text.toString();
    }

    /** Returns help on one option, in two lines. */
    public static String option(SqlPoolOption option) {
        return option.flag() + (option.isSwitch() ? "" : ' ' + option.form()) + "\n      " + option.summary();
    }
}
