package dev.sluice.connector.recovery;

import static java.util.Objects.requireNonNull;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.jdbc.PoolConnector;
import dev.sluice.connector.jdbc.PoolSession;
import dev.sluice.connector.publication.Leftovers;
import dev.sluice.connector.publication.Settlement;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.LedgerEntry.Step;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferReport.Removal;
import dev.sluice.transfer.TransferState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A transfer that nobody works on any more and that has not come to its end.
 *
 * <pre>
 * staging, loading      ─────────────────────────────► not published ─► all is taken away
 * publishing            ─► settle ─► published ──────────────────────► what the target does not keep is taken away
 *                                └─► not published ──────────────────► all is taken away
 *                                └─► unknown (others have changed what would tell) ─► all is taken away
 * published             ─────────────────────────────────────────────► what the target does not keep is taken away
 * </pre>
 *
 * <p>Each step is written into the ledger, and can be done any number of times, by several at once.
 */
final class Unfinished {

    private final Environment environment;
    private final StagingArea area;
    private final PoolConnector pool;
    private final List<Leftovers.Left> left = new ArrayList<>();
    private LedgerEntry entry;

    /**
     * Takes a transfer over. Its driver must be dead.
     *
     * @throws TransferFailedException if the entry names what no transfer makes, or is of another database
     */
    Unfinished(Environment environment, StagingArea area, PoolConnector pool, LedgerEntry entry) {
        this.environment = environment;
        this.area = area;
        this.pool = pool;
        this.entry = entry;
        OwnWorks.check(entry, area);
        String here = pool.endpoint().toString();
        if (!entry.server().equalsIgnoreCase(here)) {
            throw TransferFailedException.of(
                    ErrorCode.INVALID_REQUEST,
                    "Transfer " + entry.id() + " is of another database",
                    "It works with " + entry.server() + ", and this session is to use " + here,
                    "Give the options server and database");
        }
    }

    /** Returns whether nothing of it is left. */
    boolean isTakenAway() {
        return entry.ownsNothing();
    }

    /** Returns how the transfer has ended, as far as is known. */
    TransferState state() {
        return TransferLog.endOf(entry);
    }

    /**
     * Finds out whether the rows are published, if that is not known.
     *
     * @throws TransferFailedException if the SQL pool or the storage does not answer
     */
    void settle() {
        if (entry.step() != Step.PUBLISHING) {
            return;
        }
        String schema = TableName.parse(requireNonNull(entry.table(), "table")).schema();
        try (PoolSession session = pool.open(sql -> {})) {
            Settlement settlement = new Settlement(environment.statements(), area, session, entry.id(), schema);
            Settlement.Settled settled = settlement.settle(requireNonNull(entry.publishing(), "publishing"));
            LedgerEntry next = switch (settled.finding()) {
                case PUBLISHED -> entry.published();
                case NOT_PUBLISHED -> entry.notPublished();
                case LOST -> entry;
            };
            if (settled.kept().isPresent()) {
                next = next.keeping(settled.kept().get());
            }
            if (!next.equals(entry)) {
                area.ledger().write(next, area.ledger().nextNumber(entry));
                entry = next;
            }
        }
    }

    /**
     * Takes away what is left and puts on record how the transfer has ended. To be called after {@link #settle}.
     *
     * @return what was taken away, and what is left and why
     */
    List<Removal> end() {
        Leftovers leftovers = new Leftovers(environment.statements(), area, entry);
        List<String> all = leftovers.all();
        if (leftovers.needsPool()) {
            try (PoolSession session = pool.open(sql -> {})) {
                left.addAll(leftovers.drop(session));
                left.addAll(leftovers.delete(session));
            }
        } else {
            left.addAll(leftovers.deleteStaged());
        }
        if (area.history().read(entry.id()).isEmpty()) {
            area.history().write(entry.record(state(), TransferRecord.moment(Instant.now())));
        }
        if (leftovers.isEmpty()) {
            area.ledger().close(entry);
        } else {
            area.ledger().write(leftovers.entry(), area.ledger().nextNumber(entry));
        }
        entry = leftovers.entry();
        return removals(all);
    }

    /** Returns what was left, and why. To be called after {@link #end}. */
    List<Leftovers.Left> left() {
        return List.copyOf(left);
    }

    private List<Removal> removals(List<String> all) {
        return all.stream()
                .map(what -> new Removal(
                        entry.id(),
                        what,
                        left.stream()
                                .filter(each -> each.what().equals(what))
                                .findFirst()
                                .map(Leftovers.Left::result)
                                .orElse("removed")))
                .toList();
    }
}
