package dev.sluice.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pool.supervisor.PoolStatus;
import dev.sluice.profile.InvalidProfileException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what of the local pool runs and how to connect to it; or what became of a transfer. */
@Command(
        name = "status",
        description = {
            "Says what of the local pool runs and how other programs connect to it.",
            "With the ID of a transfer it says what became of that, and finds out if nobody knows."
        })
final class StatusCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "A transfer, as sluice history and messages name it: says what became of it instead.")
    private @Nullable String id;

    @Mixin
    private final TransferOptions options = new TransferOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException, InvalidProfileException {
        if (id != null) {
            return options.run(List.of("status", TransferOptions.quoted(id)), spec);
        }
        PoolStatus status = Checkout.current().pool().status();
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(new ObjectMapper().writeValueAsString(status));
        } else {
            StatusText.print(status, out);
        }
        return 0;
    }
}
