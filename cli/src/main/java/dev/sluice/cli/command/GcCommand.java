package dev.sluice.cli.command;

import dev.sluice.profile.InvalidProfileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes away what transfers of dead Spark sessions left behind. */
@Command(
        name = "gc",
        description = {
            "Takes away what transfers of Spark sessions that have died left behind, and says what it did.",
            "It touches nothing of a session that lives, and nothing that no transfer made."
        })
final class GcCommand implements Callable<Integer> {

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            defaultValue = "1d",
            description = "How long ago a transfer must have begun, as 90s, 15m, 12h or 7d. Default: ${DEFAULT-VALUE}.")
    private String age = "1d";

    @Option(names = "--dry-run", description = "Tells what would be taken away, and takes nothing away.")
    private boolean dryRun;

    @Mixin
    private final TransferOptions options = new TransferOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidProfileException {
        return options.run(
                dryRun
                        ? List.of("gc", "--older-than", TransferOptions.quoted(age), "--dry-run")
                        : List.of("gc", "--older-than", TransferOptions.quoted(age)),
                spec);
    }
}
