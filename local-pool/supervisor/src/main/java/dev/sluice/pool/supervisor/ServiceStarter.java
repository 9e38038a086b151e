package dev.sluice.pool.supervisor;

import dev.sluice.pool.identity.service.ReadyFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts services as processes of their own, which outlive the starter, and waits until they accept connections. */
final class ServiceStarter {

    private static final int LOG_TAIL_LINES = 15;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final PoolLayout layout;
    private final PortMemory ports;
    private final Duration patience;

    /**
     * Makes a starter.
     *
     * @param patience how long a service may take until it accepts connections
     */
    ServiceStarter(PoolLayout layout, PortMemory ports, Duration patience) {
        this.layout = layout;
        this.ports = ports;
        this.patience = patience;
    }

    /** A service that was started and may not be ready yet. */
    record Started(Service service, Process process, Path log) {}

    Started start(Service service) {
        Path log = layout.log(service.name());
        Path temporary = layout.temporary().resolve(service.name());
        try {
            Files.createDirectories(temporary);
            FileTree.deleteContents(temporary);
            Files.deleteIfExists(layout.readyFile(service.name()));
            ProcessBuilder builder = new ProcessBuilder(command(service, temporary))
                    .directory(layout.home().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            Map<String, String> environment = builder.environment();
            environment.put(PoolProcesses.MARK_VARIABLE, layout.poolId());
            environment.put("TMPDIR", temporary.toString());
            environment.putAll(service.environment());
            return new Started(service, builder.start(), log);
        } catch (IOException e) {
            throw new PoolException("Cannot start " + service.name() + ": " + FileFault.of(log, e), e);
        }
    }

    private List<String> command(Service service, Path temporary) {
        List<String> command = new ArrayList<>();
        // The shell makes the process deaf to a Ctrl-C and to the end of the terminal that started it, and steps aside.
        command.addAll(List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(service.jvmOptions());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                // What the Java machine says of its own death goes where the other logs are.
                "-XX:ErrorFile=" + layout.logs().resolve(service.name() + ".crash.log"),
                "-Djava.io.tmpdir=" + temporary,
                PoolProcesses.MARK_PROPERTY + layout.poolId(),
                "-cp",
                service.classPath(),
                service.mainClass()));
        command.addAll(service.arguments());
        command.addAll(List.of("--port", Integer.toString(ports.portFor(service.name()))));
        command.addAll(List.of("--ready-file", layout.readyFile(service.name()).toString()));
        return command;
    }

    /** Waits until the service accepts connections and returns its port. */
    int await(Started started) {
        Service service = started.service();
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<ReadyFile> ready = ReadyFiles.read(layout.readyFile(service.name()));
            if (ready.isPresent()) {
                ports.remember(service.name(), ready.get().port());
                return ready.get().port();
            }
            if (hasEndedWithin(started.process(), POLL_INTERVAL)) {
                throw new PoolException("Cannot start " + service.name() + ": it ended with exit code "
                        + started.process().exitValue() + ". Its log ends with:" + tail(started.log()));
            }
        }
        throw new PoolException("Cannot start " + service.name() + ": not ready after " + patience.toSeconds()
                + " s. Its log ends with:" + tail(started.log()));
    }

    private static boolean hasEndedWithin(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoolException("Interrupted while the local pool was starting. Run ./sluice down", e);
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
            return "\n  " + String.join("\n  ", last) + "\nThe whole log: " + log;
        } catch (IOException e) {
            return "\n  (cannot read " + log + ": " + FileFault.of(log, e) + ")";
        }
    }
}
