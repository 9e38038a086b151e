package dev.sluice.pool.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ends processes of the pool: politely first, by force when that takes too long. */
final class ProcessStopper {

    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final PoolProcesses processes;
    private final Duration patience;

    ProcessStopper(PoolProcesses processes, Duration patience) {
        this.processes = processes;
        this.patience = patience;
    }

    /** Ends one process, if it belongs to the pool. */
    void stop(long pid) {
        end(processes.all().filter(process -> process.pid() == pid).toList());
    }

    /** Ends all processes of the pool, and those that they start meanwhile. */
    void stopAll() {
        stopAllBut(Set.of());
    }

    /** Ends all processes of the pool but these and what they started. */
    void stopAllBut(Set<Long> services) {
        for (List<ProcessHandle> left = othersThan(services); !left.isEmpty(); left = othersThan(services)) {
            end(left);
        }
    }

    private List<ProcessHandle> othersThan(Set<Long> services) {
        // What runs is listed before what is kept: a process that a service starts in between is none of the others.
        List<ProcessHandle> all = processes.all().toList();
        Set<Long> kept = services.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(service -> Stream.concat(Stream.of(service), service.descendants()))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
        return all.stream().filter(process -> !kept.contains(process.pid())).toList();
    }

    private void end(List<ProcessHandle> handles) {
        handles.forEach(ProcessHandle::destroy);
        if (!haveEndedWithin(handles, patience)) {
            handles.forEach(ProcessHandle::destroyForcibly);
            if (!haveEndedWithin(handles, AFTER_KILL)) {
                throw new PoolException("Cannot stop "
                        + handles.stream().filter(ProcessHandle::isAlive).toList() + ": they outlive a kill");
            }
        }
    }

    private static boolean haveEndedWithin(List<ProcessHandle> handles, Duration time) {
        CompletableFuture<?>[] ends =
                handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoolException("Interrupted while the local pool was stopping. Run ./sluice down again", e);
        } catch (ExecutionException e) {
            throw new PoolException("Cannot wait for the processes of the local pool: " + e.getMessage(), e);
        }
    }
}
