package dev.sluice.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops the local pool. */
@Command(name = "down", description = "Stops the local pool. Tables and files stay for the next start.")
final class DownCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Checkout.current().pool().down();
        spec.commandLine().getOut().println("The local pool is down");
        return 0;
    }
}
