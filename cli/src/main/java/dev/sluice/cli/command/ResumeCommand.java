package dev.sluice.cli.command;

import dev.sluice.profile.InvalidProfileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a transfer to its end that its Spark session did not. */
@Command(
        name = "resume",
        description = {
            "Brings a transfer to its end whose Spark session has died: cleans up if its rows are published, else undoes it.",
            "It says which of the two it did."
        })
final class ResumeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The transfer, as sluice history and messages name it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String id;

    @Mixin
    private final TransferOptions options = new TransferOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidProfileException {
        return options.run(List.of("resume", TransferOptions.quoted(id)), spec);
    }
}
