package dev.sluice.pool.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
        for (List<ProcessHandle> left = processes.all().toList();
                !left.isEmpty();
                left = processes.all().toList()) {
            end(left);
        }
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
