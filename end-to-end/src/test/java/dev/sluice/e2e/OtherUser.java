package dev.sluice.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lets the {@link Intruder} try things. Tests that root runs, as CI does, let it run as the user nobody; an ordinary user
 * cannot become another one, and lets it run as itself, which is the same to whatever is reached by a port.
 *
 * @param folder where the program lies, open to all users
 */
record OtherUser(Path folder) {

    private static final long LIMIT_MINUTES = 3;
    private static final String NOBODY = "65534";
    private static final String CLASS_PATTERN = "Intruder(\\$.*)?\\.class";

    /** Whether the intruder is another user than the owner of the pool. */
    static boolean isAnother() {
        return System.getProperty("user.name").equals("root");
    }

    /** Lays the program out where every user can read it. */
    static OtherUser laidOut() throws IOException {
        Path root = Files.createTempDirectory("sluice-intruder");
        Path packages = Files.createDirectories(root.resolve("dev/sluice/e2e"));
        Path classes = Path.of("target/test-classes/dev/sluice/e2e");
        try (Stream<Path> compiled = Files.list(classes)) {
            for (Path file : compiled.toList()) {
                if (file.getFileName().toString().matches(CLASS_PATTERN)) {
                    Files.copy(file, packages.resolve(file.getFileName()));
                }
            }
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return new OtherUser(root);
    }

    /** Returns what came of the attempts, in their order. */
    List<String> tries(List<String> attempts) throws IOException, InterruptedException {
        Path input = Files.write(Files.createTempFile("intruder", ".in"), attempts);
        Path output = Files.createTempFile("intruder", ".out");
        try {
            Process process = new ProcessBuilder(command(List.of()))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("Still trying: " + attempts);
            }
            List<String> lines = Files.readAllLines(output);
            if (process.exitValue() != 0 || lines.size() != attempts.size()) {
                throw new AssertionError("The intruder did not run: " + lines);
            }
            return lines;
        } finally {
            Files.delete(input);
            Files.delete(output);
        }
    }

    /** Starts the intruder with options of its Java machine; it waits for its standard input to end. */
    Process waits(Map<String, String> environment, List<String> javaOptions) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(javaOptions)).directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private List<String> command(List<String> javaOptions) {
        List<String> command = new ArrayList<>();
        if (isAnother()) {
            command.addAll(
                    List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", folder.toString(), Intruder.class.getName()));
        return command;
    }

    void remove() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
