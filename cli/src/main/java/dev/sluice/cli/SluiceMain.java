package dev.sluice.cli;

import dev.sluice.cli.command.SluiceCommand;

/** Entry point of the command {@code sluice}. */
public final class SluiceMain {

    private SluiceMain() {}

    /** Runs a sub-command and ends the process: 0 on success, 1 if it failed, 2 if it was not understood. */
    public static void main(String[] arguments) {
        System.exit(SluiceCommand.run(arguments));
    }
}
