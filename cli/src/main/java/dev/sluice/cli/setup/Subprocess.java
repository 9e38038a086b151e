package dev.sluice.cli.setup;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
final class Subprocess {

    /** What a program said and how it ended. */
    record Result(int exitCode, String output) {}

    private Subprocess() {}

    /**
     * Runs a program and takes what it prints, errors included.
     *
     * @throws IOException if it cannot be started
     */
    static Result capture(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(await(process), output);
    }

    /**
     * Runs a program whose output goes to a file.
     *
     * @throws IOException if it cannot be started
     */
    static int runLogged(List<String> command, Path log) throws IOException {
        return await(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new SetupException("Interrupted. Run the command again to go on", e);
        }
    }
}
