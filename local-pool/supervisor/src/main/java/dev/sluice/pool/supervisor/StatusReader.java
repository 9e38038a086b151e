package dev.sluice.pool.supervisor;

import static dev.sluice.pool.supervisor.PoolNames.HOST;
import static dev.sluice.pool.supervisor.PoolNames.LIVY;
import static dev.sluice.pool.supervisor.PoolNames.SQL_POOL;
import static dev.sluice.pool.supervisor.PoolNames.STORAGE;
import static dev.sluice.pool.supervisor.PoolNames.TOKENS;
import static dev.sluice.pool.supervisor.PoolNames.WATCH;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out what of the pool runs, from the ready files and the processes that are alive. */
final class StatusReader {

    private final PoolLayout layout;
    private final PoolProcesses processes;

    StatusReader(PoolLayout layout, PoolProcesses processes) {
        this.layout = layout;
        this.processes = processes;
    }

    PoolStatus read(List<String> services) {
        List<ProcessHandle> alive = processes.all().toList();
        Map<String, Integer> ports = new HashMap<>();
        Map<Long, String> names = new HashMap<>();
        RunningServices.read(layout, processes, services).byName().forEach((service, ready) -> {
            ports.put(service, ready.port());
            names.put(ready.pid(), service);
        });
        RunningServices.read(layout, processes, List.of(WATCH))
                .byName()
                .forEach((service, ready) -> names.put(ready.pid(), service));
        String state = alive.isEmpty() ? "down" : ports.keySet().containsAll(services) ? "up" : "partial";
        return new PoolStatus(
                state,
                ports.containsKey(LIVY) ? livy(ports.get(LIVY)) : null,
                ports.containsKey(SQL_POOL) ? sqlPool(ports.get(SQL_POOL)) : null,
                ports.containsKey(STORAGE) ? storage(ports.get(STORAGE)) : null,
                ports.containsKey(TOKENS) ? tokens(ports.get(TOKENS)) : null,
                layout.data().toString(),
                alive.stream()
                        .map(process -> new PoolStatus.PoolProcess(
                                names.getOrDefault(process.pid(), nameOf(process)), process.pid()))
                        .toList(),
                new Deaths(layout.deaths()).all());
    }

    private PoolStatus.Livy livy(int port) {
        return new PoolStatus.Livy("http://" + HOST + ':' + port, PoolNames.LOGIN, identityFile("livy-password"));
    }

    private PoolStatus.SqlPool sqlPool(int port) {
        return new PoolStatus.SqlPool(
                HOST, port, PoolNames.DATABASE, PoolNames.LOGIN, identityFile("sql-password"), certificate());
    }

    private PoolStatus.Storage storage(int port) {
        return new PoolStatus.Storage(
                PoolNames.ACCOUNT,
                PoolNames.CONTAINER,
                "https://" + HOST + ':' + port,
                identityFile("storage-key"),
                certificate());
    }

    private PoolStatus.Tokens tokens(int port) {
        return new PoolStatus.Tokens(
                "https://" + HOST + ':' + port + "/local/oauth2/v2.0/token",
                PoolNames.CLIENT_ID,
                identityFile("client-secret"),
                certificate());
    }

    private String certificate() {
        return identityFile("certificate.pem");
    }

    private String identityFile(String name) {
        return layout.identity().resolve(name).toString();
    }

    /** Names what a service started: the driver of a session, its Python, or whatever program it is. */
    private static String nameOf(ProcessHandle process) {
        String line = process.info().commandLine().orElse("");
        if (line.contains("SparkSubmit")) {
            return "spark-driver";
        }
        return process.info()
                .command()
                .map(command -> command.substring(command.lastIndexOf('/') + 1))
                .orElse("unknown");
    }
}
