package dev.sluice.cli.command;

import dev.sluice.cli.setup.SetupException;
import dev.sluice.kernel.console.TerminalText;
import dev.sluice.pool.supervisor.FileFault;
import dev.sluice.pool.supervisor.PoolException;
import dev.sluice.profile.InvalidProfileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
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
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            LabCommand.class,
            ConsoleCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            ResumeCommand.class,
            GcCommand.class,
            SetupCommand.class,
            KernelCommand.class,
            ProfileCommand.class,
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
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new SluiceCommand())
                .setExecutionExceptionHandler(SluiceCommand::report)
                .setParameterExceptionHandler(SluiceCommand::refuse);
        // Not in the annotation, from which the pages of the sub-commands would inherit it.
        line.getCommandSpec().usageMessage().footer("", "New here? Run: ./sluice demo");
        return line;
    }

    /** What the user can mend is said in one line; a defect of ours keeps its stack trace. */
    private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof SetupException
                || e instanceof PoolException
                || e instanceof CommandFailure
                || e instanceof InvalidProfileException) {
            return complain(command, e.getMessage());
        }
        IOException fault = e instanceof UncheckedIOException unchecked
                ? unchecked.getCause()
                : e instanceof IOException checked ? checked : null;
        if (fault != null) {
            return complain(command, "Cannot finish " + command.getCommandName() + ": " + FileFault.of(fault));
        }
        throw e;
    }

    private static int complain(CommandLine command, @Nullable String message) {
        PrintWriter err = command.getErr();
        err.println("sluice: " + TerminalText.of(String.valueOf(message)));
        err.flush();
        return 1;
    }

    /** What was not understood is said last, where the eye is: a page of options above it would scroll it away. */
    private static int refuse(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
        }
        err.println("sluice: " + TerminalText.of(String.valueOf(e.getMessage())));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Options: ./" + command.getCommandSpec().qualifiedName(" ") + " --help");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
