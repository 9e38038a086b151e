package dev.sluice.cli.command;

import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.profile.InvalidProfileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Opens JupyterLab on the sample notebooks. */
@Command(
        name = "lab",
        description =
                "Starts the local pool and JupyterLab with copies of the sample notebooks, in the folder notebooks of"
                        + " the checkout. Ctrl-C ends JupyterLab; the local pool stays up until ./sluice down.")
final class LabCommand implements Callable<Integer> {

    @Parameters(paramLabel = "OPTION", description = "Options for JupyterLab, after a --", arity = "0..*")
    private List<String> options = List.of();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Also offers the kernels of a profile, and starts no local pool.")
    private @Nullable String profile;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InvalidProfileException {
        Checkout checkout = Checkout.current();
        PrintWriter out = spec.commandLine().getOut();
        PoolStart start = new PoolStart(checkout, out);
        PoolChoice chosen = profile == null ? checkout.localPool() : checkout.poolOf(profile);
        if (chosen instanceof PoolChoice.Local) {
            start.start();
        } else {
            start.setUp();
            KernelInstallation.intoEnvironment(checkout, chosen);
        }
        Path notebooks = checkout.root().resolve("notebooks");
        NotebookFolder.fill(notebooks, checkout.root().resolve("notebooks-samples"))
                .forEach(name -> out.println("Copied the sample " + name + " into " + notebooks));
        out.println("Starting JupyterLab. Open 01-first-transfer.ipynb; Ctrl-C twice ends it");
        out.flush();
        List<String> command = new ArrayList<>(List.of(
                checkout.python().program("python").toString(),
                "-m",
                "jupyterlab",
                "--ServerApp.ip=127.0.0.1",
                // It refuses to run as root, which containers know no other user than. For anybody else it means
                // nothing.
                "--ServerApp.allow_root=True",
                "--ServerApp.root_dir=" + notebooks));
        command.addAll(options);
        return new JupyterProgram(checkout, command).run();
    }
}
