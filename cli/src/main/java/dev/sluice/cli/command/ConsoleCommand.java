package dev.sluice.cli.command;

import dev.sluice.kernel.console.CellFile;
import dev.sluice.kernel.console.InteractiveConsole;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.profile.InvalidProfileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Cells without Jupyter, through the very same magics: those of a file, or those typed into the terminal. */
@Command(
        name = "console",
        description = {
            "Takes cells from the terminal, or with --execute from a file, where lines that begin with # %%%% separate"
                    + " them.",
            "A file's run stops at the first cell that fails and then exits with 1."
        })
final class ConsoleCommand implements Callable<Integer> {

    @Option(names = "--execute", paramLabel = "FILE", description = "File of cells, - for standard input.")
    private @Nullable String file;

    @Option(
            names = "--language",
            defaultValue = "pyspark",
            paramLabel = "LANGUAGE",
            description = "Language of cells without a magic: pyspark, spark or sql. Default: ${DEFAULT-VALUE}.")
    private String language = "pyspark";

    @Option(names = "--json", description = "With --execute: prints one JSON object a cell and nothing else.")
    private boolean json;

    @Mixin
    private final PoolOptions pool = new PoolOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InvalidProfileException {
        NotebookLanguage ofCells = NotebookLanguage.of(language)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Invalid language '" + language + "': use one of " + NotebookLanguage.ids()));
        if (file != null) {
            CellFile written = CellFile.parse(CellText.of(file, System.in));
            return CellRun.run(pool.open(ofCells, spec), written, json);
        }
        if (json) {
            throw new ParameterException(spec.commandLine(), "--json goes with --execute only");
        }
        Path history = Checkout.current().layout().home().resolve("console-history");
        InteractiveConsole.run(pool.open(ofCells, spec), ofCells, history);
        return 0;
    }
}
