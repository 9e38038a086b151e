package dev.sluice.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of the command {@code sluice} as a process.
 *
 * @param out what it printed
 * @param err what it complained about
 */
record SluiceRun(int exitCode, String out, String err) {

    private static final long LIMIT_MINUTES = 10;

    /** Returns the command line that the start script of a pool's checkout would run. */
    static List<String> command(TestPool pool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dsluice.root=" + pool.root(),
                "-Dsluice.home=" + pool.layout().home(),
                "-Dsluice.software=" + pool.layout().software(),
                "-cp",
                pool.layout().libraries() + "/*",
                "dev.sluice.cli.SluiceMain"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs the command to its end. */
    static SluiceRun of(TestPool pool, String... arguments) throws IOException, InterruptedException {
        return of(pool, Map.of(), arguments);
    }

    /** Runs the command to its end, with variables beside those of the tests. */
    static SluiceRun of(TestPool pool, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = command(pool, arguments);
        Path out = Files.createTempFile("sluice", ".out");
        Path err = Files.createTempFile("sluice", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            // Profiles of the person who runs the tests are not the tests'.
            builder.environment().remove("SLUICE_PROFILE");
            builder.environment()
                    .put(
                            "SLUICE_CONFIG",
                            pool.layout().home().resolve("config.toml").toString());
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("Still running after " + LIMIT_MINUTES + " minutes: " + command + "\n"
                        + Files.readString(out) + Files.readString(err));
            }
            return new SluiceRun(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
