package dev.sluice.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What concerns the Jupyter kernels. */
@Command(name = "kernel", description = "Makes the kernels known to Jupyter.")
final class KernelCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: sluice kernel install [--user]");
    }

    @Command(
            name = "install",
            description =
                    "Writes the kernel specs into the checkout's own Python environment, or for every Jupyter of the "
                            + "user.")
    int install(
            @Option(names = "--user", description = "For every Jupyter of the user, outside the checkout.")
                    boolean user) {
        Checkout checkout = Checkout.current();
        (user ? KernelInstallation.forUser(checkout) : KernelInstallation.intoEnvironment(checkout))
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
