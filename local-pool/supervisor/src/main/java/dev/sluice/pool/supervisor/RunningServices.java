package dev.sluice.pool.supervisor;

import dev.sluice.pool.identity.service.ReadyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The services of a pool that are ready and alive: a ready file whose process is gone, or is none of the pool's, says
 * nothing.
 *
 * @param byName what each of them wrote when it became ready
 */
record RunningServices(Map<String, ReadyFile> byName) {

    RunningServices {
        byName = Map.copyOf(byName);
    }

    static RunningServices read(PoolLayout layout, PoolProcesses processes, List<String> services) {
        Set<Long> alive = processes.all().map(ProcessHandle::pid).collect(Collectors.toSet());
        Map<String, ReadyFile> running = new TreeMap<>();
        for (String service : services) {
            ReadyFiles.read(layout.readyFile(service))
                    .filter(ready -> alive.contains(ready.pid()))
                    .ifPresent(ready -> running.put(service, ready));
        }
        return new RunningServices(running);
    }

    boolean has(String service) {
        return byName.containsKey(service);
    }

    /** Returns those of the services that do not run, in their order. */
    List<String> missing(List<String> services) {
        List<String> missing = new ArrayList<>(services);
        missing.removeAll(byName.keySet());
        return missing;
    }

    /** Returns these services without one of them. */
    RunningServices without(String service) {
        Map<String, ReadyFile> rest = new TreeMap<>(byName);
        rest.remove(service);
        return new RunningServices(rest);
    }

    Set<Long> pids() {
        return byName.values().stream().map(ReadyFile::pid).collect(Collectors.toSet());
    }
}
