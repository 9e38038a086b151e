package dev.sluice.cli.command;

import dev.sluice.pool.supervisor.PoolStatus;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts the local pool. */
@Command(name = "up", description = "Starts the local pool: storage, SQL pool, token service and Apache Livy.")
final class UpCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PoolStatus status = new PoolStart(Checkout.current(), out).start();
        StatusText.print(status, out);
        return 0;
    }
}
