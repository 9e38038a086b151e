package dev.sluice.cli.command;

import dev.sluice.kernel.console.CellFile;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.profile.InvalidProfileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where the transfers are that a sub-command asks for, and how it says what it found. The options of {@code %sqlpool}. */
final class TransferOptions {

    @Mixin
    private final PoolOptions pool = new PoolOptions();

    @Option(names = "--staging", paramLabel = "URI", description = "Staging folder, if not the configured one.")
    private @Nullable String staging;

    @Option(names = "--server", paramLabel = "HOST", description = "SQL pool, if not the configured one.")
    private @Nullable String server;

    @Option(names = "--database", paramLabel = "NAME", description = "Database, if not the configured one.")
    private @Nullable String database;

    @Option(names = "--auth", paramLabel = "aad|sql", description = "How the Spark driver logs in to the SQL pool.")
    private @Nullable String auth;

    @Option(names = "--user", paramLabel = "LOGIN", description = "Login name, for --auth sql.")
    private @Nullable String user;

    @Option(
            names = "--secret",
            paramLabel = "WHERE",
            description = "Where the Spark driver finds the password: file:PATH, env:NAME or conf:KEY.")
    private @Nullable String secret;

    @Option(names = "--json", description = "Prints one JSON object and nothing else.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Runs one {@code %sqlpool} command in a session of its own and returns the exit code. */
    int run(List<String> command, CommandSpec spec) throws InvalidProfileException {
        List<String> words = new ArrayList<>(command);
        add(words, "--staging", staging);
        add(words, "--server", server);
        add(words, "--database", database);
        add(words, "--auth", auth);
        add(words, "--user", user);
        add(words, "--secret", secret);
        CellFile cell = CellFile.parse("%sqlpool " + String.join(" ", words));
        return CellRun.run(pool.open(NotebookLanguage.PYSPARK, spec), cell, json);
    }

    private static void add(List<String> words, String flag, @Nullable String value) {
        if (value != null) {
            words.add(flag);
            words.add(quoted(value));
        }
    }

    /** Returns a value as a magic line takes it, whatever is in it. */
    static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
