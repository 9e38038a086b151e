package dev.sluice.e2e;

import dev.sluice.pool.supervisor.LocalPool;
import dev.sluice.pool.supervisor.PoolLayout;
import dev.sluice.pool.supervisor.PoolStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local pool of the tests' own, with nothing in common with the checkout's own one but the Python environment.
 *
 * @param root the checkout
 * @param layout where the pool lies
 */
record TestPool(Path root, PoolLayout layout) {

    /** Returns a pool in a folder, which is made. */
    static TestPool in(Path home) {
        Path root = Path.of(System.getProperty("sluice.root")).toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
            Path environment = home.resolve("venv");
            if (!Files.exists(environment)) {
                Files.createSymbolicLink(environment, root.resolve(".sluice/venv"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestPool(root, new PoolLayout(home, root.resolve("distribution/target/sluice")));
    }

    /** Stops the pool and forgets what an earlier run of the tests left in it. */
    TestPool emptied() {
        down();
        if (Files.isDirectory(layout.data())) {
            try (Stream<Path> files = Files.walk(layout.data())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    PoolStatus up() {
        return pool().up(line -> {});
    }

    /** Starts it and returns what was said meanwhile. */
    List<String> upSaying() {
        List<String> said = new ArrayList<>();
        pool().up(said::add);
        return said;
    }

    void down() {
        pool().down();
    }

    PoolStatus status() {
        return pool().status();
    }

    private LocalPool pool() {
        return new LocalPool(layout);
    }

    /** Kills a service, as a machine without memory does. */
    void kill(String service) {
        kill(status().processes().stream()
                .filter(process -> process.name().equals(service))
                .mapToLong(PoolStatus.PoolProcess::pid)
                .findFirst()
                .orElseThrow());
    }

    /** Kills a process of the pool. */
    static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }
}
