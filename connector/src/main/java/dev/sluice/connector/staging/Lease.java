package dev.sluice.connector.staging;

import dev.sluice.connector.failure.TransferFailedException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Staged files that something in the Spark session still reads. As long as it is open the transfer counts as one that lives.
 * Closing it deletes the files, and their entry in the ledger if nothing else of the transfer is left; what cannot be deleted
 * stays in the ledger.
 */
public final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    /** All that are open. A process has one Spark context, and its end closes all of them. */
    private static final Set<Lease> OPEN = ConcurrentHashMap.newKeySet();

    private final StagingArea area;
    private final LedgerEntry entry;
    private final int steps;
    private boolean closed;

    private Lease(StagingArea area, LedgerEntry entry, int steps) {
        this.area = area;
        this.entry = entry;
        this.steps = steps;
    }

    /**
     * Takes a lease of a transfer's folder.
     *
     * @param entry the transfer's entry as it stands in the ledger
     * @param steps number of its last step
     */
    public static Lease of(StagingArea area, LedgerEntry entry, int steps) {
        Lease lease = new Lease(area, entry, steps);
        OPEN.add(lease);
        return lease;
    }

    /** Closes all leases of the process. Any number of times. */
    public static void closeAll() {
        OPEN.forEach(Lease::close);
    }

    /** Returns after the files are gone, whoever closes it first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            area.delete(area.folder(entry.id()));
            if (entry.objects().isEmpty()) {
                area.ledger().close(entry);
            } else {
                area.ledger().write(entry.leaving(List.of(), entry.objects()), steps + 1);
            }
        } catch (TransferFailedException e) {
            LOG.warn(
                    "Staged files of {} were not deleted: {}",
                    entry.id(),
                    e.failure().why());
        } finally {
            OPEN.remove(this);
            Heartbeat.release(entry.id());
        }
    }
}
