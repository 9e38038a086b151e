package dev.sluice.cli.command;

import dev.sluice.profile.InvalidProfileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the transfers of a staging folder. */
@Command(
        name = "history",
        description = {"Lists the transfers of the staging folder, the newest first, and what became of them."})
final class HistoryCommand implements Callable<Integer> {

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Most transfers to list. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin
    private final TransferOptions options = new TransferOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidProfileException {
        return options.run(List.of("history", "--limit", Integer.toString(limit)), spec);
    }
}
