package dev.sluice.connector.staging;

import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.transfer.TransferId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Staged files that something in the Spark session still reads. Closing it deletes them and their entry in the ledger; what
 * cannot be deleted stays in the ledger, as does what the SQL pool did not drop.
 */
public final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    /** Number of the last step an entry can have: it comes after whatever the transfer has written. */
    private static final int LAST_STEP = 9999;

    /** All that are not closed to the end. A process has one Spark context, and its end closes all of them. */
    private static final Set<Lease> OPEN = ConcurrentHashMap.newKeySet();

    private final StagingArea area;
    private final TransferId id;
    private final AtomicBoolean filesOnly = new AtomicBoolean();

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

    /** Closes all leases of the process, and waits for those that are being closed. Any number of times. */
    public static void closeAll() {
        OPEN.forEach(Lease::close);
    }

    /** Says that nothing in the SQL pool belongs to the transfer any more: its entry goes with its files. */
    public void ownsFilesOnly() {
        filesOnly.set(true);
    }

    /** Whoever comes second waits until the first has finished: when this returns, the files are deleted or cannot be. */
    @Override
    public synchronized void close() {
        if (!OPEN.contains(this)) {
            return;
        }
        try {
            area.delete(area.folder(id));
            forget();
        } catch (TransferFailedException e) {
            LOG.warn("Staged files of {} were not deleted: {}", id, e.failure().why());
        } finally {
            OPEN.remove(this);
        }
    }

    private void forget() {
        Ledger ledger = area.ledger();
        Optional<LedgerEntry> entry = filesOnly.get() ? Optional.empty() : ledger.read(id.text());
        if (entry.isEmpty() || entry.get().objects().isEmpty()) {
            ledger.close(id.text());
        } else {
            ledger.write(entry.get().published(List.of(), entry.get().objects()), LAST_STEP);
        }
    }
}
