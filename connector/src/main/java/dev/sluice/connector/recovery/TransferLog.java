package dev.sluice.connector.recovery;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.publication.Leftovers;
import dev.sluice.connector.staging.LedgerEntry;
import dev.sluice.connector.staging.StagingArea;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRecord;
import dev.sluice.transfer.TransferState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is on record of the transfers of a staging folder: how they have ended, or how far they have come. Changes nothing. */
final class TransferLog {

    private final Environment environment;
    private final StagingArea area;
    private final Liveness liveness;

    TransferLog(Environment environment, StagingArea area) {
        this.environment = environment;
        this.area = area;
        this.liveness = new Liveness(environment, area);
    }

    /**
     * Returns the newest transfers, newest first.
     *
     * @param unreadable is told of those of which cannot be read what is on record
     */
    List<TransferRecord> newest(int most, Consumer<TransferFailedException> unreadable) {
        Set<TransferId> unfinished = Set.copyOf(area.ledger().ids());
        List<TransferRecord> records = new ArrayList<>();
        Stream.concat(unfinished.stream(), area.history().newest(most).stream())
                .distinct()
                .sorted(Comparator.comparing(TransferId::text).reversed())
                .limit(most)
                // Whether an entry is there is known for all of them by now.
                .forEach(id -> {
                    try {
                        (unfinished.contains(id) ? find(id) : area.history().read(id)).ifPresent(records::add);
                    } catch (TransferFailedException e) {
                        if (e.failure().code() != ErrorCode.INVALID_REQUEST) {
                            throw e;
                        }
                        unreadable.accept(e);
                    }
                });
        return records;
    }

    /** Returns what is known of a transfer. */
    Optional<TransferRecord> find(TransferId id) {
        Optional<LedgerEntry> entry = area.ledger().read(id);
        Optional<TransferRecord> ended = area.history().read(id);
        if (entry.isEmpty()) {
            return ended;
        }
        List<String> left = new Leftovers(environment.statements(), area, entry.get()).all();
        return Optional.of(ended.orElseGet(() -> entry.get().record(state(entry.get()), null))
                .leaving(left));
    }

    private TransferState state(LedgerEntry entry) {
        if (liveness.isLive(entry)) {
            return TransferState.RUNNING;
        }
        return endOf(entry);
    }

    /** Returns how a transfer has ended whose driver is dead. */
    static TransferState endOf(LedgerEntry entry) {
        return switch (entry.step()) {
            case PUBLISHING -> TransferState.UNKNOWN;
            case PUBLISHED -> TransferState.PUBLISHED;
            case STAGING, LOADING, NOT_PUBLISHED ->
                entry.operation().equals(LedgerEntry.READ) ? TransferState.NOT_EXPORTED : TransferState.NOT_PUBLISHED;
        };
    }
}
