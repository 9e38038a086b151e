package dev.sluice.cli.command;

import dev.sluice.kernel.console.CellFile;
import dev.sluice.kernel.console.CellFileRunner;
import dev.sluice.kernel.console.CellReport;
import dev.sluice.kernel.console.JsonReport;
import dev.sluice.kernel.console.ProgressLine;
import dev.sluice.kernel.console.TextReport;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.rest.LivyClients;
import dev.sluice.magics.MagicsSettings;
import dev.sluice.magics.SluiceCells;
import dev.sluice.magics.cell.Cells;
import dev.sluice.pool.supervisor.PoolStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs cells without Jupyter, through the very same magics. */
@Command(
        name = "console",
        description = {
            "Runs the cells of a file. Cells are separated by lines that begin with # %%%%.",
            "It stops at the first cell that fails and then exits with 1."
        })
final class ConsoleCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    /** Narrow enough for every terminal: a line that wraps could not be replaced. */
    private static final int TERMINAL_COLUMNS = 79;

    @Option(
            names = "--execute",
            required = true,
            paramLabel = "FILE",
            description = "File of cells, - for standard input.")
    private String file = STANDARD_INPUT;

    @Option(
            names = "--language",
            defaultValue = "pyspark",
            paramLabel = "LANGUAGE",
            description = "Language of cells without a magic: pyspark, spark or sql. Default: ${DEFAULT-VALUE}.")
    private String language = "pyspark";

    @Option(names = "--json", description = "Prints one JSON object a cell and nothing else.")
    private boolean json;

    @Option(
            names = "--livy",
            paramLabel = "URL",
            description =
                    "Livy server to run the cells on. Default: that of the local pool, which is started if it is down.")
    private @Nullable URI livy;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Language ofCells = Language.ofKind(language)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "Invalid language '" + language + "': use pyspark, spark or sql"));
        CellFile cells = CellFile.parse(text());
        URI server = livy == null ? localLivy() : livy;
        // Results are UTF-8 whatever the terminal says, for programs read them too.
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        ProgressLine progress =
                Boolean.getBoolean("sluice.terminal") ? ProgressLine.of(err, TERMINAL_COLUMNS) : ProgressLine.none();
        CellReport report = json ? new JsonReport(out, err) : new TextReport(out, err, progress);
        try (Cells session =
                SluiceCells.create(MagicsSettings.of(ofCells), LivyClients.create(LivyEndpoint.open(server)))) {
            Thread onInterrupt = new Thread(session::close, "close-session");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            int exit = new CellFileRunner(session, report, InstantSource.system()).run(cells);
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
            return exit;
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private String text() throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailure("Cannot read cells: there is no file " + file, e);
        }
    }

    /** A pool that is down is started. One of which a part is missing is left to its owner: sessions may run in it. */
    private URI localLivy() {
        Checkout checkout = Checkout.current();
        PoolStatus status = checkout.pool().status();
        if (status.state().equals("down")) {
            status = new PoolStart(checkout, spec.commandLine().getErr()).start();
        }
        PoolStatus.Livy running = status.livy();
        if (running == null) {
            throw new CommandFailure("The Livy server of the local pool does not run. Start it: ./sluice up");
        }
        return URI.create(running.url());
    }
}
