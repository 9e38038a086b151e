package dev.sluice.magics.command;

import dev.sluice.magics.syntax.NearMatch;
import dev.sluice.magics.syntax.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The magics: the one table that dispatch, help and completion go by. */
public enum Magic {
    SQLPOOL("%%", "<command> ...", "moves rows between the notebook and a SQL pool; %sqlpool help lists the commands"),
    PYSPARK("%%", "", "runs the cell in PySpark"),
    SPARK("%%", "", "runs the cell in Scala"),
    SQL("%%", "", "runs the cell as Spark SQL and shows its result as a table"),
    SPARKR("%%", "", "runs the cell in R"),
    CONFIGURE("%%", "[-f] {json}", "sets what the session is made with; -f restarts a session that has started"),
    INFO("%", "", "shows the session of this notebook and the sessions of the Spark pool"),
    LOGS("%", "[<lines>]", "shows the end of the session's log"),
    CLEANUP("%", "", "ends the session of this notebook; the next cell starts another"),
    HELP("%", "", "shows this");

    private final String marks;
    private final String form;
    private final String summary;

    Magic(String marks, String form, String summary) {
        this.marks = marks;
        this.form = form;
        this.summary = summary;
    }

    /** Returns the name without its marks. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name with its usual marks, such as {@code %%sql}. */
    public String typed() {
        return marks + word();
    }

    /** Returns what it does, in a clause. */
    public String summary() {
        return summary;
    }

    /** Returns help in two lines. */
    public String help() {
        return (typed() + ' ' + form).strip() + "\n      " + summary;
    }

    /**
     * Finds a magic.
     *
     * @param typed the name with its marks, for the message
     * @throws UsageException if there is none of this name
     */
    public static Magic of(String name, String typed) {
        return find(name).orElseThrow(() -> {
            List<String> known =
                    Arrays.stream(values()).map(magic -> magic.word()).toList();
            String question = NearMatch.of(name, known)
                    .map(near -> "Did you mean " + find(near).map(Magic::typed).orElse(near) + "? ")
                    .orElse("");
            return new UsageException("Unknown magic " + typed, question + "%help lists all magics.");
        });
    }

    /** Finds a magic. */
    public static Optional<Magic> find(String name) {
        return Arrays.stream(values())
                .filter(magic -> magic.word().equals(name))
                .findFirst();
    }

    /** Returns the names of all magics, without marks. */
    public static Set<String> words() {
        return Arrays.stream(values()).map(Magic::word).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns help on all magics. */
    public static String overview() {
        StringBuilder text = new StringBuilder("Magics of Sluice:\n");
        for (Magic magic : values()) {
            text.append("\n  ").append(magic.help());
        }
        return text.append("\n\nA cell without a magic runs in the notebook's own language.")
                .toString();
    }
}
