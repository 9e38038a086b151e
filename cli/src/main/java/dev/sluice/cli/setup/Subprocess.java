package dev.sluice.cli.setup;

import dev.sluice.pool.supervisor.FileFault;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
     * Runs a program and takes what it prints, which is kept in a file as well. If that cannot be written, the output
     * begins with a line that says so.
     *
     * @throws IOException if it cannot be started
     */
    static Result runLogged(List<String> command, Path log) throws IOException {
        Result result = capture(command);
        try {
            Files.writeString(log, result.output(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return result;
        } catch (IOException e) {
            // What the program said counts for more than that it could not be kept.
            return new Result(
                    result.exitCode(),
                    "Cannot write the log: " + FileFault.of(e) + System.lineSeparator() + result.output());
        }
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
