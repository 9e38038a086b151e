package dev.sluice.pool.supervisor;

import static dev.sluice.pool.supervisor.PoolNames.LIVY;
import static dev.sluice.pool.supervisor.PoolNames.SQL_POOL;
import static dev.sluice.pool.supervisor.PoolNames.STORAGE;
import static dev.sluice.pool.supervisor.PoolNames.TOKENS;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.service.ReadyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The local pool of one checkout: four services, and what they start.
 *
 * <pre>
 * tokens ─┐
 * storage ├─ ready ─► livy ─ ready ─► up        (Livy starts a Spark driver with the first session)
 * sql-pool┘
 * </pre>
 *
 * <p>Invariant: whatever of it runs carries the mark of {@link PoolProcesses}, so that {@link #down} finds it also after any
 * of it was killed.
 */
public final class LocalPool {

    private static final List<String> SERVICES = List.of(TOKENS, STORAGE, SQL_POOL, LIVY);
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);

    private final PoolLayout layout;
    private final PoolProcesses processes;

    public LocalPool(PoolLayout layout) {
        this.layout = layout;
        this.processes = new PoolProcesses(layout.poolId());
    }

    /**
     * Starts what does not run yet and returns when every service accepts connections.
     *
     * @param progress takes a line before each step
     * @throws PoolException if a service does not start; what had been started is stopped
     */
    public PoolStatus up(Consumer<String> progress) {
        return PoolLock.holding(layout.state(), () -> {
            PoolStatus before = status();
            if (before.state().equals("up")) {
                return before;
            }
            if (before.state().equals("partial")) {
                progress.accept("Stopping what is left of the local pool");
                stopAll();
            }
            try {
                startAll(progress);
            } catch (PoolException e) {
                stopAll();
                throw e;
            }
            return status();
        });
    }

    /** Stops every process of the pool, ours or not, and removes its temporary files. Data and secrets stay. */
    public void down() {
        if (Files.isDirectory(layout.state())) {
            PoolLock.holding(layout.state(), () -> {
                stopAll();
                return status();
            });
        }
    }

    /** Returns what runs now. */
    public PoolStatus status() {
        return new StatusReader(layout, processes).read(SERVICES);
    }

    private void startAll(Consumer<String> progress) {
        prepareFolders();
        PoolServices services = openServices();
        ServiceStarter starter =
                new ServiceStarter(layout, PortMemory.open(layout.state().resolve("ports.json")), START_PATIENCE);

        progress.accept("Starting tokens, storage and SQL pool");
        List<ServiceStarter.Started> started = List.of(
                starter.start(services.tokens()), starter.start(services.storage()), starter.start(services.sqlPool()));
        int tokens = starter.await(started.get(0));
        int storage = starter.await(started.get(1));
        int sqlPool = starter.await(started.get(2));

        progress.accept("Starting Apache Livy");
        starter.await(starter.start(services.livy(tokens, storage, sqlPool)));
    }

    private PoolServices openServices() {
        try {
            LocalIdentity identity = LocalIdentity.openOrCreate(layout.identity());
            return new PoolServices(layout, identity, identity.identityHeader());
        } catch (IOException e) {
            throw new PoolException(
                    "Cannot make the keys of the local pool in " + layout.identity() + ": "
                            + FileFault.of(layout.identity(), e),
                    e);
        }
    }

    private void prepareFolders() {
        try {
            for (Path folder : List.of(layout.lake(), layout.databases(), layout.logs(), layout.temporary())) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new PoolException(
                    "Cannot make the folders of the local pool in " + layout.home() + ": "
                            + FileFault.of(layout.home(), e)
                            + ". Is the disk full or read-only?",
                    e);
        }
    }

    private void stopAll() {
        // Livy first, so that it ends its sessions and they their own processes.
        ProcessStopper stopper = new ProcessStopper(processes, STOP_PATIENCE);
        Optional<ReadyFile> livy = ReadyFiles.read(layout.readyFile(LIVY));
        livy.ifPresent(ready -> stopper.stop(ready.pid()));
        stopper.stopAll();
        for (String service : SERVICES) {
            delete(layout.readyFile(service));
        }
        FileTree.deleteContents(layout.temporary());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new PoolException("Cannot delete " + file + ": " + FileFault.of(file, e), e);
        }
    }
}
