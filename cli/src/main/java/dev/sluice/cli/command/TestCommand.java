package dev.sluice.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Describes {@code ./sluice test}, which the start script itself runs, because it rebuilds what this program runs from. */
@Command(
        name = "test",
        description = "Sets up what is missing, builds everything with all checks and runs the tests, in half an hour.")
final class TestCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--all",
            description = "Also breaks writes at every step, runs 300 transfers under random faults, and fuzzes long."
                    + " Takes about three times as long.")
    private boolean all;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Start the tests by the script: ./sluice test" + (all ? " --all" : ""));
    }
}
