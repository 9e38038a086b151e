package dev.sluice.connector.staging;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.TransferId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Staged files that something in the Spark session still reads. Closing it deletes them and their entry in the ledger; what
 * cannot be deleted stays in the ledger.
 */
public final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    /** All that are open. A process has one Spark context, and its end closes all of them. */
    private static final Set<Lease> OPEN = ConcurrentHashMap.newKeySet();

    private final StagingArea area;
    private final TransferId id;

    private Lease(StagingArea area, TransferId id) {
        this.area = area;
        this.id = id;
    }

    /** Takes a lease of a transfer's folder. */
    public static Lease of(StagingArea area, TransferId id) {
        Lease lease = new Lease(area, id);
        OPEN.add(lease);
        return lease;
    }

    /** Closes all leases of the process. Any number of times. */
    public static void closeAll() {
        OPEN.forEach(Lease::close);
    }

    @Override
    public void close() {
        if (!OPEN.remove(this)) {
            return;
        }
        try {
            area.delete(area.folder(id));
            area.ledger().close(id.text());
        } catch (TransferFailedException e) {
            LOG.warn("Staged files of {} were not deleted: {}", id, e.failure().why());
        }
    }
}
