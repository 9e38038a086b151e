package dev.sluice.magics.command;

import static dev.sluice.magics.command.SqlPoolCommand.GC;
import static dev.sluice.magics.command.SqlPoolCommand.HISTORY;
import static dev.sluice.magics.command.SqlPoolCommand.QUERY;
import static dev.sluice.magics.command.SqlPoolCommand.READ;
import static dev.sluice.magics.command.SqlPoolCommand.RESUME;
import static dev.sluice.magics.command.SqlPoolCommand.RUN;
import static dev.sluice.magics.command.SqlPoolCommand.STATUS;
import static dev.sluice.magics.command.SqlPoolCommand.WRITE;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Options of {@code %%sqlpool}: the one table that parsing, help and completion go by. */
// Every list and set here comes from List.of and Set.of.
@SuppressWarnings("ImmutableEnumChecker")
public enum SqlPoolOption {
    MODE(
            "error|append|overwrite|ignore",
            List.of("error", "append", "overwrite", "ignore"),
            "what to do if the table exists; default error",
            Set.of(WRITE)),
    TYPE(
            "internal|external",
            List.of("internal", "external"),
            "whether the rows live in the SQL pool or in the lake; default internal",
            Set.of(WRITE)),
    LOCATION("<path>", List.of(), "folder of an external table's files, in the lake", Set.of(WRITE)),
    DISTRIBUTION(
            "hash(<column>)|round_robin|replicate",
            List.of("hash(", "round_robin", "replicate"),
            "how the rows are spread; default round_robin",
            Set.of(WRITE)),
    INDEX(
            "columnstore|heap|clustered(<column>)",
            List.of("columnstore", "heap", "clustered("),
            "how the table is stored; default columnstore",
            Set.of(WRITE)),
    COLUMNS("<a,b,...>", List.of(), "columns to move, separated by commas; default all", Set.of(READ, WRITE)),
    WHERE("<condition>", List.of(), "T-SQL condition on the rows, in quotes", Set.of(READ)),
    LIMIT(
            "<rows>",
            List.of(),
            "most rows to read, or to show; a query shows 1000 by default, the history 20",
            Set.of(READ, QUERY, HISTORY)),
    SERVER("<host[:port]>", List.of(), "SQL pool to talk to, if not the configured one", all()),
    DATABASE("<name>", List.of(), "database of the SQL pool, if not the configured one", all()),
    AUTH("aad|sql", List.of("aad", "sql"), "log in with the Spark pool's identity, or with user and password", all()),
    USER("<login>", List.of(), "login name, for --auth sql", all()),
    SECRET(
            "file:<path>|env:<name>|conf:<key>",
            List.of("file:", "env:", "conf:"),
            "where the Spark driver finds the password, for --auth sql; never the password itself",
            all()),
    STAGING(
            "<abfss URI>",
            List.of(),
            "folder to stage files in, if not the configured one",
            Set.of(READ, WRITE, HISTORY, STATUS, RESUME, GC)),
    PRE("<T-SQL>", List.of(), "statement to run before, in quotes", Set.of(READ, WRITE)),
    POST("<T-SQL>", List.of(), "statement to run after, in quotes", Set.of(READ, WRITE)),
    MAX_STRING_LENGTH(
            "<characters>",
            List.of(),
            "length of string columns, 1 to 4000; default what the data needs",
            Set.of(WRITE)),
    VERIFY(
            "none|count|checksum",
            List.of("none", "count", "checksum"),
            "how both ends are compared before anything is published; default count",
            Set.of(READ, WRITE)),
    LABEL("<text>", List.of(), "label of the statements in the SQL pool", Set.of(READ, WRITE, QUERY, RUN)),
    LOAD(
            "polybase|copy",
            List.of("polybase", "copy"),
            "how the SQL pool loads the files; default polybase",
            Set.of(WRITE)),
    ALLOW_LOSS(
            "",
            List.of(),
            "takes values that change on their way, such as by rounding; the receipt counts them",
            Set.of(READ, WRITE)),
    WIDEN(
            "",
            List.of(),
            "lengthens columns of the table that texts do not fit into; an overwrite does it anyway",
            Set.of(WRITE)),
    OLDER_THAN(
            "<n>s|m|h|d",
            List.of("0s", "1h", "1d", "7d"),
            "how long ago a transfer must have begun to be touched; default 1d",
            Set.of(GC)),
    DRY_RUN("", List.of(), "tells what would be taken away, and takes nothing away", Set.of(GC));

    private final String form;
    private final List<String> choices;
    private final String summary;
    private final Set<SqlPoolCommand> commands;

    SqlPoolOption(String form, List<String> choices, String summary, Set<SqlPoolCommand> commands) {
        this.form = form;
        this.choices = choices;
        this.summary = summary;
        this.commands = commands;
    }

    private static Set<SqlPoolCommand> all() {
        return Set.of(SqlPoolCommand.values());
    }

    /** Returns what is typed, such as {@code --max-string-length}. */
    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns whether it stands alone, without a value. */
    public boolean isSwitch() {
        return form.isEmpty();
    }

    /** Returns the form of its value; empty if it has none. */
    public String form() {
        return form;
    }

    /** Returns the values, or their beginnings, that Tab offers. */
    public List<String> choices() {
        return choices;
    }

    /** Returns what it does, in a clause. */
    public String summary() {
        return summary;
    }

    /** Returns the commands that take it. */
    public Set<SqlPoolCommand> commands() {
        return commands;
    }

    /** Finds an option by what is typed. */
    public static Optional<SqlPoolOption> ofFlag(String flag) {
        return Arrays.stream(values())
                .filter(option -> option.flag().equals(flag))
                .findFirst();
    }
}
