package dev.sluice.pool.supervisor;

import static dev.sluice.pool.supervisor.PoolNames.LIVY;
import static dev.sluice.pool.supervisor.PoolNames.SQL_POOL;
import static dev.sluice.pool.supervisor.PoolNames.STORAGE;
import static dev.sluice.pool.supervisor.PoolNames.TOKENS;
import static dev.sluice.pool.supervisor.PoolNames.WATCH;

import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.secret.OwnerOnlyFiles;
import dev.sluice.pool.identity.service.ReadyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static final List<String> INDEPENDENT = List.of(TOKENS, STORAGE, SQL_POOL);
    private static final List<String> SERVICES = List.of(TOKENS, STORAGE, SQL_POOL, LIVY);
    private static final List<String> WATCHED = List.of(TOKENS, STORAGE, SQL_POOL, LIVY, WATCH);
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);

    private final PoolLayout layout;
    private final PoolProcesses processes;

    public LocalPool(PoolLayout layout) {
        this.layout = layout;
        this.processes = new PoolProcesses(layout.poolId());
    }

    /**
     * Starts what does not run yet and returns when every service accepts connections. What runs goes on: the sessions of
     * Livy live through the end of the storage, the SQL pool and the token service, which come back on their old ports.
     *
     * @param progress takes a line before each step, or one that nothing had to be done
     * @throws PoolException if a service does not start; what had been started is stopped
     */
    public PoolStatus up(Consumer<String> progress) {
        closeToOthers();
        return PoolLock.holding(layout.state(), () -> {
            prepareFolders();
            RunningServices running = running();
            PortMemory told = PortMemory.open(layout.state().resolve("ports-of-livy.json"));
            if (running.missing(SERVICES).isEmpty() && knowsPorts(told, ports(running))) {
                progress.accept("The local pool was up already");
                return status();
            }
            try {
                startMissing(running, told, progress);
            } catch (PoolException e) {
                stopStarted(running);
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

    /**
     * Starts a process that watches the services and starts again what dies, if there is none. It ends with {@link #down}.
     *
     * @throws PoolException if it does not start
     */
    public void watch() {
        PoolLock.holding(layout.state(), () -> {
            if (!running().has(WATCH)) {
                new Deaths(layout.deaths()).forget();
                ServiceStarter starter = starter();
                starter.await(starter.start(openServices().watch()));
            }
            return status();
        });
    }

    /** Returns what the services wrote that said to be ready and were not told to end since. */
    List<ReadyFile> present() {
        return SERVICES.stream()
                .flatMap(service -> ReadyFiles.read(layout.readyFile(service)).stream())
                .toList();
    }

    /** Returns those of {@link #present} whose process is gone. */
    List<ReadyFile> dead() {
        return PoolLock.holding(layout.state(), () -> {
            RunningServices running = running();
            return SERVICES.stream()
                    .filter(service -> !running.has(service))
                    .flatMap(service -> ReadyFiles.read(layout.readyFile(service)).stream()
                            .map(ready -> new ReadyFile(service, ready.pid(), ready.port())))
                    .toList();
        });
    }

    /** Keeps the log of a service that died from the next start, which begins a new one; returns where it is. */
    String putLogAside(String service) {
        Path log = layout.log(service);
        Path aside = layout.logOfDead(service);
        try {
            Files.move(log, aside, StandardCopyOption.REPLACE_EXISTING);
            return aside.toString();
        } catch (NoSuchFileException e) {
            return log.toString();
        } catch (IOException e) {
            throw new PoolException("Cannot move " + log + " to " + aside + ": " + FileFault.of(log, e), e);
        }
    }

    Deaths deaths() {
        return new Deaths(layout.deaths());
    }

    /** Returns what runs, the watch included, which is left alone as the services are. */
    private RunningServices running() {
        return RunningServices.read(layout, processes, WATCHED);
    }

    private ServiceStarter starter() {
        return new ServiceStarter(layout, PortMemory.open(layout.state().resolve("ports.json")), START_PATIENCE);
    }

    private void startMissing(RunningServices running, PortMemory told, Consumer<String> progress) {
        // What a service left behind that was killed; of the others nothing is touched.
        stopper().stopAllBut(running.pids());
        PoolServices services = openServices();
        ServiceStarter starter = starter();
        List<String> missing = running.missing(INDEPENDENT);
        if (!missing.isEmpty()) {
            progress.accept("Starting " + named(missing));
        }
        List<ServiceStarter.Started> started =
                missing.stream().map(services::independent).map(starter::start).toList();
        Map<String, Integer> ports = ports(running);
        started.forEach(service -> ports.put(service.service().name(), starter.await(service)));

        if (running.has(LIVY) && knowsPorts(told, ports)) {
            return;
        }
        if (running.has(LIVY)) {
            progress.accept(
                    knowsNothing(told)
                            ? "Stopping Apache Livy, which an older Sluice started and which lets everybody in"
                            : "Stopping Apache Livy, whose sessions look for the other services on the ports they had before");
            stopLivy();
            stopper().stopAllBut(running().without(LIVY).pids());
        }
        progress.accept("Starting Apache Livy");
        // Told before it starts: a start that breaks off leaves no Livy that knows other ports than these.
        INDEPENDENT.forEach(service -> told.remember(service, ports.getOrDefault(service, 0)));
        starter.await(starter.start(services.livy(ports)));
    }

    /** Ends what a start that failed has begun, and leaves alone what ran before it. */
    private void stopStarted(RunningServices before) {
        if (before.byName().isEmpty()) {
            stopAll();
            return;
        }
        stopper().stopAllBut(before.pids());
        before.missing(SERVICES).forEach(service -> delete(layout.readyFile(service)));
    }

    /** Whether the Livy that runs was told these ports. One that an older Sluice started was told none. */
    private static boolean knowsPorts(PortMemory told, Map<String, Integer> ports) {
        return INDEPENDENT.stream().allMatch(service -> told.remembered(service) == ports.getOrDefault(service, 0));
    }

    private static boolean knowsNothing(PortMemory told) {
        return INDEPENDENT.stream().allMatch(service -> told.remembered(service) == 0);
    }

    private static Map<String, Integer> ports(RunningServices running) {
        Map<String, Integer> ports = new TreeMap<>();
        running.byName().forEach((service, ready) -> ports.put(service, ready.port()));
        return ports;
    }

    /** Names services as a sentence does: {@code tokens, storage and sql-pool}. */
    private static String named(List<String> services) {
        List<String> first = services.subList(0, services.size() - 1);
        String last = services.get(services.size() - 1);
        return first.isEmpty() ? last : String.join(", ", first) + " and " + last;
    }

    private ProcessStopper stopper() {
        return new ProcessStopper(processes, STOP_PATIENCE);
    }

    /**
     * Nobody but the owner enters the pool's folder: databases, files of the lake and logs lie in it. One that an older
     * Sluice made is closed here.
     */
    private void closeToOthers() {
        try {
            OwnerOnlyFiles.createFolder(layout.home());
        } catch (IOException e) {
            throw new PoolException(
                    "Cannot close " + layout.home() + " to other users: " + e.getMessage()
                            + ". The folder has to be yours",
                    e);
        }
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
        stopLivy();
        stopper().stopAll();
        for (String service : WATCHED) {
            delete(layout.readyFile(service));
        }
        new Deaths(layout.deaths()).forget();
        FileTree.deleteContents(layout.temporary());
    }

    private void stopLivy() {
        ReadyFiles.read(layout.readyFile(LIVY)).ifPresent(ready -> stopper().stop(ready.pid()));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new PoolException("Cannot delete " + file + ": " + FileFault.of(file, e), e);
        }
    }
}
