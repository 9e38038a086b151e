package dev.sluice.cli.command;

import dev.sluice.kernel.console.CellFile;
import dev.sluice.kernel.console.CellFileRunner;
import dev.sluice.kernel.console.CellReport;
import dev.sluice.kernel.console.InteractiveConsole;
import dev.sluice.kernel.console.JsonReport;
import dev.sluice.kernel.console.ProgressLine;
import dev.sluice.kernel.console.TextReport;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.pool.SparkPoolCells;
import dev.sluice.magics.cell.Cells;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    /** Narrow enough for every terminal: a line that wraps could not be replaced. */
    private static final int TERMINAL_COLUMNS = 79;

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

    @Option(
            names = "--livy",
            paramLabel = "URL",
            converter = LivyAddress.class,
            description =
                    "Livy server to run the cells on. Default: that of the local pool, which is started if it is down.")
    private @Nullable URI livy;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NotebookLanguage ofCells = NotebookLanguage.of(language)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Invalid language '" + language + "': use one of " + NotebookLanguage.ids()));
        if (file != null) {
            CellFile written = CellFile.parse(CellText.of(file, System.in));
            return new CellFileRunner(open(ofCells), report(), InstantSource.system()).run(written);
        }
        if (json) {
            throw new ParameterException(spec.commandLine(), "--json goes with --execute only");
        }
        Path history = Checkout.current().layout().home().resolve("console-history");
        InteractiveConsole.run(open(ofCells), ofCells, history);
        return 0;
    }

    private Cells open(NotebookLanguage ofCells) {
        Cells cells;
        if (livy == null) {
            Checkout checkout = Checkout.current();
            // A pool of which a part is missing is left to its owner: sessions may run in it.
            if (checkout.pool().status().state().equals("down")) {
                new PoolStart(checkout, spec.commandLine().getErr()).start();
            }
            cells = SparkPoolCells.local(checkout.layout().state(), ofCells);
        } else {
            cells = at(livy, ofCells);
        }
        // However the process ends, its session shall.
        Runtime.getRuntime().addShutdownHook(new Thread(cells::close, "close-session"));
        return cells;
    }

    private Cells at(URI address, NotebookLanguage ofCells) {
        try {
            return SparkPoolCells.at(address, ofCells);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private CellReport report() {
        // Results are UTF-8 whatever the terminal says, for programs read them too.
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        if (json) {
            return new JsonReport(out, err);
        }
        return new TextReport(
                out,
                err,
                Boolean.getBoolean("sluice.terminal") ? ProgressLine.of(err, TERMINAL_COLUMNS) : ProgressLine.none());
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
