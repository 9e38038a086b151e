package dev.sluice.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.pool.supervisor.PoolStatus;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what of the local pool runs and how to connect to it. */
@Command(name = "status", description = "Says what of the local pool runs and how other programs connect to it.")
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        PoolStatus status = Checkout.current().pool().status();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(status));
        } else {
            StatusText.print(status, out);
        }
        return 0;
    }
}
