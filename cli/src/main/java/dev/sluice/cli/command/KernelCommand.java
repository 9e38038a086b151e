package dev.sluice.cli.command;

import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.profile.InvalidProfileException;
import dev.sluice.profile.ProfileFile;
import java.util.Optional;
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
        throw new ParameterException(
                spec.commandLine(), "Missing command: sluice kernel install [--user] [--profile NAME]");
    }

    @Command(
            name = "install",
            description =
                    "Writes the kernel specs into the checkout's own Python environment, or for every Jupyter of the "
                            + "user.")
    int install(
            @Option(names = "--user", description = "For every Jupyter of the user, outside the checkout.")
                    boolean user,
            @Option(
                            names = "--profile",
                            paramLabel = "NAME",
                            description = "Kernels of a profile, beside those of the local pool.")
                    Optional<String> profile)
            throws InvalidProfileException {
        Checkout checkout = Checkout.current();
        PoolChoice pool = checkout.poolOf(profile.orElse(ProfileFile.LOCAL));
        (user ? KernelInstallation.forUser(checkout, pool) : KernelInstallation.intoEnvironment(checkout, pool))
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
