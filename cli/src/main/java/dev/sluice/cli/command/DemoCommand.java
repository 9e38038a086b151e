package dev.sluice.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the sample notebook through the kernel. */
@Command(
        name = "demo",
        description = "Sets up what is missing, starts the local pool and runs the sample notebook on real data.")
final class DemoCommand implements Callable<Integer> {

    private static final String SAMPLE = "01-first-transfer";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Checkout checkout = Checkout.current();
        PrintWriter out = spec.commandLine().getOut();
        new PoolStart(checkout, out).start();
        Path results = checkout.layout().home().resolve("demo");
        Files.createDirectories(results);
        Path notebook = results.resolve(SAMPLE + ".ipynb");
        Path page = results.resolve(SAMPLE + ".html");
        out.println("Running the sample notebook");
        out.flush();
        String python = checkout.python().program("python").toString();
        int exit = new JupyterProgram(
                        checkout,
                        List.of(
                                python,
                                checkout.layout()
                                        .software()
                                        .resolve("python/run_notebook.py")
                                        .toString(),
                                checkout.root()
                                        .resolve("notebooks-samples")
                                        .resolve(SAMPLE + ".ipynb")
                                        .toString(),
                                notebook.toString(),
                                page.toString()))
                .run();
        if (exit != 0) {
            throw new CommandFailure("The sample notebook failed; its cells so far are in " + notebook);
        }
        out.println("Done. The executed notebook: " + notebook);
        out.println("The same as a page:          " + page);
        out.println("Next: ./sluice lab opens it in JupyterLab; ./sluice down stops the local pool");
        out.flush();
        return 0;
    }
}
