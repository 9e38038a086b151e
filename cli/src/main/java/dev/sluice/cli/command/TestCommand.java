package dev.sluice.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Describes {@code ./sluice test}, which the start script itself runs, because it rebuilds what this program runs from. */
@Command(
        name = "test",
        description =
                "Sets up what is missing, builds everything with all checks and runs every test. Takes no options.")
final class TestCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Start the tests by the script alone: ./sluice test");
    }
}
