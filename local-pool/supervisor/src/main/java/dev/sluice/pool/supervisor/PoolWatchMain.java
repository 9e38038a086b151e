package dev.sluice.pool.supervisor;

import dev.sluice.pool.identity.service.ReadyFile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The process {@code watch}: starts services of the local pool again that died.
 *
 * <pre>
 * --home DIR --software DIR --ready-file PATH [--port N]
 * </pre>
 */
public final class PoolWatchMain {

    private static final Logger LOG = System.getLogger("dev.sluice.pool.supervisor.watch");

    private PoolWatchMain() {}

    /** Runs until the pool is down. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> options = List.of(arguments);
        PoolLayout layout = new PoolLayout(path(options, "--home"), path(options, "--software"));
        // It has no port: the file says that the watch has begun.
        new ReadyFile(PoolNames.WATCH, ProcessHandle.current().pid(), 0).write(path(options, "--ready-file"));
        new PoolWatch(new LocalPool(layout), Clock.systemUTC(), line -> LOG.log(Level.INFO, line)).run();
    }

    private static Path path(List<String> options, String name) {
        int at = options.indexOf(name);
        if (at < 0 || at + 1 == options.size()) {
            throw new IllegalArgumentException("Missing option " + name);
        }
        return Path.of(options.get(at + 1));
    }
}
