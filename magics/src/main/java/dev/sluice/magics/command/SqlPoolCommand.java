package dev.sluice.magics.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Commands of {@code %%sqlpool}. */
public enum SqlPoolCommand {
    READ(
            "<table> -> <view> [options]",
            "reads a table of the SQL pool into a view that every language of the notebook sees",
            "Without <table>, the lines below are a T-SQL SELECT that is read instead."),
    WRITE(
            "<frame> -> <table> [options]",
            "writes a DataFrame of any language, or a view, into a table of the SQL pool",
            "<frame> is the name of a variable or of a view."),
    QUERY(
            "[-> <view>] [options]",
            "shows the result of a T-SQL SELECT, and binds it to a view if one is named",
            "The lines below are the SELECT."),
    RUN(
            "[options]",
            "runs T-SQL statements (DDL, DML) and shows how many rows each changed",
            "The lines below are the statements."),
    HISTORY(
            "[options]",
            "lists the transfers of the staging folder and what became of them",
            "It shows the newest 20, those of other notebooks too."),
    STATUS(
            "<id> [options]",
            "tells what became of a transfer, and finds out if nobody knows",
            "<id> is what %sqlpool history and messages name a transfer by."),
    RESUME(
            "<id> [options]",
            "brings a transfer to its end whose Spark session has died: cleans up if its rows are published, else undoes it",
            "<id> is what %sqlpool history and messages name a transfer by. It says which of the two it did."),
    GC(
            "[options]",
            "takes away what transfers of Spark sessions that have died left behind, and says what it did",
            "It touches nothing of a session that lives, and nothing that no transfer made.");

    private final String form;
    private final String summary;
    private final String remark;

    SqlPoolCommand(String form, String summary, String remark) {
        this.form = form;
        this.summary = summary;
        this.remark = remark;
    }

    /** Returns the word that is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether a cell of it may have lines below: the others are typed as line magics. */
    boolean hasBody() {
        return switch (this) {
            case READ, WRITE, QUERY, RUN -> true;
            case HISTORY, STATUS, RESUME, GC -> false;
        };
    }

    /** Returns the whole form, such as {@code %%sqlpool read <table> -> <view> [options]}. */
    public String form() {
        return (hasBody() ? "%%sqlpool " : "%sqlpool ") + word() + ' ' + form;
    }

    /** Returns what it does, in a clause. */
    public String summary() {
        return summary;
    }

    /** Returns what else to know, in a sentence. */
    public String remark() {
        return remark;
    }

    /** Returns the options that it takes, in the order of the help. */
    public List<SqlPoolOption> options() {
        return Arrays.stream(SqlPoolOption.values())
                .filter(option -> option.commands().contains(this))
                .toList();
    }

    /** Finds a command by its word. */
    public static Optional<SqlPoolCommand> ofWord(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word().equals(word))
                .findFirst();
    }

    /** Returns the words of all commands. */
    public static List<String> words() {
        return Arrays.stream(values()).map(SqlPoolCommand::word).toList();
    }
}
