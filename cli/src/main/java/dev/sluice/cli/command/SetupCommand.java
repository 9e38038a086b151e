package dev.sluice.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Installs what is missing, and nothing else. */
@Command(
        name = "setup",
        description = "Installs what is missing: a Python environment with Spark and JupyterLab, and the kernels.")
final class SetupCommand implements Callable<Integer> {

    @Option(names = "--tests", description = "Installs what the tests need as well.")
    private boolean tests;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Checkout checkout = Checkout.current();
        new PoolStart(checkout, spec.commandLine().getOut()).setUp();
        if (tests) {
            checkout.python()
                    .install("requirements-test.txt", spec.commandLine().getOut()::println);
            checkout.testBrowser().install(spec.commandLine().getOut()::println);
        }
        return 0;
    }
}
