package dev.sluice.cli.command;

import dev.sluice.cli.setup.SetupException;
import dev.sluice.pool.supervisor.PoolException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a sub-command, and how every sub-command reports failures. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = SluiceVersion.class,
        description = "Moves data between Spark pools and SQL pools from a notebook cell.",
        footer = {"", "New here? Run: ./sluice demo"},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            LabCommand.class,
            ConsoleCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            SetupCommand.class,
            KernelCommand.class,
            TestCommand.class,
            HelpCommand.class
        })
public final class SluiceCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    SluiceCommand() {}

    /** Runs the command line and returns the exit code: 0 success, 1 failure, 2 not understood. */
    public static int run(String... arguments) {
        return new CommandLine(new SluiceCommand())
                .setExecutionExceptionHandler(SluiceCommand::report)
                .execute(arguments);
    }

    /** What the user can mend is said in one line; a defect of ours keeps its stack trace. */
    private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof SetupException || e instanceof PoolException || e instanceof CommandFailure) {
            PrintWriter err = command.getErr();
            err.println("sluice: " + e.getMessage());
            err.flush();
            return 1;
        }
        throw e;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
